using System.Buffers;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Stores;

/// <summary>The frames of one session, each of them checked, in pieces from the first to the last: memory does not grow with its length.</summary>
/// <param name="storage">The store.</param>
/// <param name="key">The session.</param>
/// <param name="change">What becomes of each frame; <see langword="null"/> to keep them as they are.</param>
internal sealed class SessionFrames(ISessionStorage storage, SessionKey key, Func<byte[], byte[]>? change = null)
{
    private readonly ArrayBufferWriter<byte> _piece = new();

    /// <summary>The session as it was when the head was read. Entries never change, so those that it counts are of this revision.</summary>
    public StoredSessionInfo Info { get; private set; } = null!;

    /// <summary>The head, one frame.</summary>
    public byte[] Head { get; private set; } = [];

    /// <summary>The entries that were read last, one frame after the other; valid until the next are read.</summary>
    public ReadOnlyMemory<byte> Piece => _piece.WrittenMemory;

    /// <summary>How many they are.</summary>
    public int PieceCount { get; private set; }

    /// <summary>How many entries are left to read.</summary>
    public long Left { get; private set; }

    /// <summary>Reads the head and the first entries.</summary>
    /// <param name="count">How many entries at most.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Whether there is such a session.</returns>
    /// <exception cref="SessionCorruptException">It is damaged.</exception>
    public Task<bool> BeginAsync(long count, CancellationToken cancellationToken) => BeginAsync(0, count, cancellationToken);

    /// <summary>Reads the head and entries from one on.</summary>
    /// <param name="from">The first entry that is read.</param>
    /// <param name="count">How many entries at most.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Whether there is such a session.</returns>
    /// <exception cref="SessionCorruptException">It is damaged.</exception>
    public async Task<bool> BeginAsync(long from, long count, CancellationToken cancellationToken)
    {
        FrameSink sink = NewPiece(withHead: true);
        if (!await storage.ReadAsync(key, new EntryRange(from, count), sink, cancellationToken))
        {
            return false;
        }

        Info = sink.Info!;
        Left = Math.Max(0, Info.EntryCount - from);
        Demand(Math.Min(count, Left));
        return true;
    }

    /// <summary>Reads the entries that follow.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="SessionCorruptException">The session is damaged.</exception>
    /// <exception cref="SessionNotFoundException">It was deleted meanwhile.</exception>
    public async Task ReadOnAsync(long count, CancellationToken cancellationToken)
    {
        count = Math.Min(count, Left);
        if (!await storage.ReadAsync(key, new EntryRange(Info.EntryCount - Left, count), NewPiece(withHead: false), cancellationToken))
        {
            throw new SessionNotFoundException(key);
        }

        Demand(count);
    }

    private FrameSink NewPiece(bool withHead)
    {
        _piece.ResetWrittenCount();
        PieceCount = 0;
        return new FrameSink(key, (long? entry, in FrameHeader header, ReadOnlySpan<byte> frame) =>
        {
            if (entry is not null)
            {
                PieceCount++;
                _piece.Write(change is null ? frame : change(frame.ToArray()));
            }
            else if (withHead)
            {
                Head = change?.Invoke(frame.ToArray()) ?? frame.ToArray();
            }
        });
    }

    private void Demand(long count)
    {
        if (PieceCount != count)
        {
            throw new SessionCorruptException(key, $"its log has {Info.EntryCount - Left + PieceCount} of {Info.EntryCount} entries");
        }

        Left -= count;
    }
}
