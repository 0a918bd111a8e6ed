using System.Buffers;
using Fluers.Sdk.Frames;
using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>Hands the frames of a session's file to a sink, many commits with one read.</summary>
internal static class FileLogReader
{
    private const int BytesPerRead = 256 * 1024;

    public static void Read(SafeFileHandle file, FileView view, EntryRange range, IFrameSink sink, CancellationToken cancellationToken)
    {
        byte[] buffer = [];
        try
        {
            CommitPlace head = view.Head;
            sink.OnHead(view.Info, Read(file, view, ref buffer, head.HeadOffset, head.HeadLength));
            long end = range.EndIn(view.Info.EntryCount);
            int place = range.From < end ? view.PlaceOf(range.From) : view.Count;
            while (place < view.Count && view.Places[place].FirstEntry < end)
            {
                cancellationToken.ThrowIfCancellationRequested();
                place = Read(file, ref buffer, view, place, new EntryRange(range.From, end - range.From), sink);
            }
        }
        finally
        {
            if (buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>Reads some commits at once.</summary>
    /// <returns>The first commit that was not read.</returns>
    private static int Read(SafeFileHandle file, ref byte[] buffer, FileView view, int place, EntryRange range, IFrameSink sink)
    {
        long start = view.Places[place].EntriesOffset;
        int last = place;
        long end = range.From + range.Count;
        while (last + 1 < view.Count && view.Places[last + 1].FirstEntry < end && EndOf(view.Places[last + 1]) - start <= BytesPerRead)
        {
            last++;
        }

        ReadOnlySpan<byte> bytes = Read(file, view, ref buffer, start, checked((int)(EndOf(view.Places[last]) - start)));
        for (; place <= last; place++)
        {
            CommitPlace commit = view.Places[place];
            long from = Math.Max(commit.FirstEntry, range.From);
            long until = Math.Min(commit.EndEntry, end);
            if (from < until)
            {
                ReadOnlySpan<byte> frames = bytes.Slice((int)(commit.EntriesOffset - start), (int)commit.EntriesLength);
                sink.OnEntries(from, Part(view.Info.Key, commit, frames, from - commit.FirstEntry, until - commit.FirstEntry));
            }
        }

        return place;
    }

    private static long EndOf(CommitPlace commit) => commit.EntriesOffset + commit.EntriesLength;

    /// <summary>Some frames of a commit. Those in front are checked here, for they say where the others begin; those taken, by the sink too.</summary>
    private static ReadOnlySpan<byte> Part(SessionKey key, CommitPlace commit, ReadOnlySpan<byte> frames, long from, long until)
    {
        if (from == 0 && until == commit.Entries)
        {
            return frames;
        }

        try
        {
            var reader = new FrameReader(frames);
            int start = EndOf(ref reader, from);
            return frames[start..EndOf(ref reader, until - from)];
        }
        catch (SessionCorruptException e)
        {
            throw new SessionCorruptException(key, e.Reason, e.Offset, e);
        }
    }

    private static int EndOf(ref FrameReader reader, long count)
    {
        while (count-- > 0 && reader.MoveNext())
        {
        }

        return reader.Offset + reader.Frame.Length;
    }

    // Faults of the disk are named here and nowhere above, for what a sink throws is the sink's own.
    private static ReadOnlySpan<byte> Read(SafeFileHandle file, FileView view, ref byte[] buffer, long offset, int length)
    {
        if (buffer.Length < length)
        {
            if (buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            buffer = ArrayPool<byte>.Shared.Rent(Math.Max(length, 4096));
        }

        try
        {
            for (int done = 0; done < length;)
            {
                int read = RandomAccess.Read(file, buffer.AsSpan(done, length - done), offset + done);
                done += read > 0 ? read : throw new FileDamage($"the file ends here, {length - done} bytes too early", offset + done).Of(view.Info.Key);
            }
        }
        catch (IOException e)
        {
            throw new SessionStorageException($"The file of session '{view.Info.Key}' cannot be read: {e.Message} Check the disk, then try again.", e);
        }

        return buffer.AsSpan(0, length);
    }
}
