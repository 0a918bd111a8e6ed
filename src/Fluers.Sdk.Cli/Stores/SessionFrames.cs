using System.Buffers;
using System.IO.Hashing;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Stores;

/// <summary>The frames of one session, each of them checked.</summary>
internal sealed class SessionFrames
{
    private readonly ArrayBufferWriter<byte> _entries = new();

    private SessionFrames()
    {
    }

    public StoredSessionInfo Info { get; private set; } = null!;

    /// <summary>The head, one frame.</summary>
    public byte[] Head { get; private set; } = [];

    /// <summary>The entries, one frame after the other.</summary>
    public ReadOnlyMemory<byte> Entries => _entries.WrittenMemory;

    public int EntryCount { get; private set; }

    /// <param name="storage">The store.</param>
    /// <param name="key">The session.</param>
    /// <param name="change">What becomes of each frame; <see langword="null"/> to keep them as they are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The frames as of one revision; <see langword="null"/> when there is no such session.</returns>
    /// <exception cref="SessionCorruptException">The session is damaged.</exception>
    public static async Task<SessionFrames?> ReadAsync(ISessionStorage storage, SessionKey key, Func<byte[], byte[]>? change, CancellationToken cancellationToken)
    {
        var frames = new SessionFrames();
        var sink = new FrameSink(key, (long? entry, in FrameHeader header, ReadOnlySpan<byte> frame) => frames.Take(entry, frame, change));
        if (!await storage.ReadAsync(key, EntryRange.All, sink, cancellationToken))
        {
            return null;
        }

        frames.Info = sink.Info!;
        return frames.EntryCount == frames.Info.EntryCount
            ? frames
            : throw new SessionCorruptException(key, $"its log has {frames.EntryCount} of {frames.Info.EntryCount} entries");
    }

    /// <summary>
    /// The commit that brings a session from what a store has to this. Its id is made from its content, so that one whose outcome was lost
    /// may be sent again.
    /// </summary>
    /// <param name="key">The session.</param>
    /// <param name="stored">What the store has: the same head or another one, and entries that these begin with; <see langword="null"/> for nothing.</param>
    public SessionCommit Behind(SessionKey key, SessionFrames? stored)
    {
        ReadOnlyMemory<byte> head = stored is not null && stored.Head.AsSpan().SequenceEqual(Head) ? default(ReadOnlyMemory<byte>) : Head;
        ReadOnlyMemory<byte> entries = Entries[(stored?.Entries.Length ?? 0)..];
        long revision = stored?.Info.Revision ?? 0;
        return new SessionCommit
        {
            Key = key,
            ExpectedRevision = revision,
            BuildsOn = stored?.Info.LastCommit,
            CommitId = IdOf(revision, head.Span, entries.Span),
            Head = head,
            Entries = entries,
            EntryCount = EntryCount - (stored?.EntryCount ?? 0),
        };
    }

    public bool IsSameAs(SessionFrames other) => Head.AsSpan().SequenceEqual(other.Head) && Entries.Span.SequenceEqual(other.Entries.Span);

    public bool BeginsWith(SessionFrames other) => Entries.Span.StartsWith(other.Entries.Span);

    private static Guid IdOf(long revision, ReadOnlySpan<byte> head, ReadOnlySpan<byte> entries)
    {
        var id = new XxHash128();
        id.Append(BitConverter.GetBytes(revision));
        id.Append(head);
        id.Append(entries);
        return new Guid(id.GetCurrentHash());
    }

    private void Take(long? entry, ReadOnlySpan<byte> frame, Func<byte[], byte[]>? change)
    {
        if (entry is null)
        {
            Head = change?.Invoke(frame.ToArray()) ?? frame.ToArray();
            return;
        }

        EntryCount++;
        _entries.Write(change is null ? frame : change(frame.ToArray()));
    }
}
