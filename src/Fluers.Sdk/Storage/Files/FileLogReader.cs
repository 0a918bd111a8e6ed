using Fluers.Sdk.Frames;
using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>Hands the frames of a session's file to a sink. Each record on the way is looked at again, for the file may have been changed.</summary>
internal static class FileLogReader
{
    private const int FewEntries = 64;
    private const int FirstBytesOfFew = 8 * 1024;

    public static void Read(SafeFileHandle file, FileView view, EntryRange range, IFrameSink sink, CancellationToken cancellationToken)
    {
        long end = range.EndIn(view.Info.EntryCount);
        using var chunk = new FileChunk(file, view, end - range.From <= FewEntries ? FirstBytesOfFew : FileChunk.MostAhead);
        sink.OnHead(view.Info, chunk.Read(view.Head.HeadOffset, view.Head.HeadLength));
        if (range.From >= end)
        {
            return;
        }

        for (FileMark at = view.Marks.OfEntry(range.From); at.FirstEntry < end;)
        {
            CommitRecord commit = Record(chunk, view, at);
            long from = Math.Max(at.FirstEntry, range.From);
            long until = Math.Min(commit.EntryCount, end);
            if (from < until)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<byte> frames = Frames(chunk, view, at, commit);
                sink.OnEntries(from, Part(view.Info.Key, commit, frames, from - at.FirstEntry, until - at.FirstEntry));
            }

            at = new FileMark(at.Revision + 1, at.Offset + commit.Length, commit.EntryCount);
        }
    }

    private static CommitRecord Record(FileChunk chunk, FileView view, FileMark at)
    {
        try
        {
            return FileView.Record(chunk.Read(at.Offset, CommitRecord.Size), at);
        }
        catch (FileDamage damage)
        {
            throw damage.Of(view.Info.Key);
        }
    }

    /// <summary>The entries of a commit, as many frames as its record states.</summary>
    private static ReadOnlySpan<byte> Frames(FileChunk chunk, FileView view, FileMark at, CommitRecord commit)
    {
        long start = at.Offset + CommitRecord.Size + commit.HeadLength;
        int length = (int)(commit.FramesLength - commit.HeadLength);
        Span<byte> seal = stackalloc byte[CommitRecord.SealSize];
        chunk.Read(at.Offset, CommitRecord.SealSize).CopyTo(seal);
        ReadOnlySpan<byte> found = chunk.Read(start, length + CommitRecord.EndSize);
        return !CommitRecord.IsEnd(seal, found[length..]) ? throw new FileDamage($"the end of commit {commit.Revision} is damaged", start + length).Of(view.Info.Key)
            : !MayHold(found[..length], commit.Entries) ? throw new FileDamage($"commit {commit.Revision} states {commit.Entries} entries and holds another number", start).Of(view.Info.Key)
            : found[..length];
    }

    /// <summary>Whether there are as many frames as stated. When one of them is damaged, the sink, which checks all, will say so.</summary>
    private static bool MayHold(ReadOnlySpan<byte> frames, int stated)
    {
        int count = 0;
        for (; !frames.IsEmpty; count++)
        {
            if (FrameHeader.Fault(frames) is not null || FrameHeader.FrameLengthOf(frames) > frames.Length)
            {
                return true;
            }

            frames = frames[FrameHeader.FrameLengthOf(frames)..];
        }

        return count == stated;
    }

    /// <summary>Some frames of a commit. Those in front are checked here, for they say where the others begin; those taken, by the sink too.</summary>
    private static ReadOnlySpan<byte> Part(SessionKey key, CommitRecord commit, ReadOnlySpan<byte> frames, long from, long until)
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
}
