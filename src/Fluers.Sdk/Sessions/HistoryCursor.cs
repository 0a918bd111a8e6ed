using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

/// <summary>One of several reads that follow each other.</summary>
internal interface IHistoryPart
{
    /// <summary>The session as it was read.</summary>
    StoredSessionInfo Info { get; }

    /// <summary>The header of the last entry that was read; <see langword="null"/> when there was none.</summary>
    FrameHeader? LastEntry { get; }
}

/// <summary>
/// What a reader saw last of a session, by which it notices that another history took the place of the one that it reads. Entries never change
/// within one history; but a store may be restored, fail over with a loss, or be replaced.
/// </summary>
internal sealed class HistoryCursor(ISessionStorage storage, SessionKey key)
{
    private StoredSessionInfo? _seen;
    private (long Number, ulong Checksum, int Length)? _lastEntry;

    /// <summary>Holds a read against those before it.</summary>
    /// <param name="part">What was read.</param>
    /// <param name="nextEntry">The sequence number behind the last entry that was read, by all reads.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionConflictException">It is of another history.</exception>
    public async ValueTask MoveAsync(IHistoryPart part, long nextEntry, CancellationToken cancellationToken)
    {
        if (_seen is { } seen && !await HoldsAsync(seen, part.Info, cancellationToken).ConfigureAwait(false))
        {
            throw SessionConflictException.OfReplaced(key, seen.Revision, part.Info.Revision);
        }

        _seen = part.Info;
        _lastEntry = part.LastEntry is { } entry ? (nextEntry - 1, entry.Checksum, entry.PayloadLength) : _lastEntry;
    }

    private async ValueTask<bool> HoldsAsync(StoredSessionInfo seen, StoredSessionInfo now, CancellationToken cancellationToken)
    {
        if (now.Revision < seen.Revision || now.EntryCount < seen.EntryCount)
        {
            return false;
        }

        bool areNamed = seen.LastCommit != Guid.Empty && now.LastCommit != Guid.Empty;
        if (now.Revision == seen.Revision)
        {
            return areNamed ? now.LastCommit == seen.LastCommit : await HoldsLastEntryAsync(cancellationToken).ConfigureAwait(false);
        }

        CommitRecall recall = areNamed
            ? await storage.RecallAsync(key, seen.Revision, seen.LastCommit, cancellationToken).ConfigureAwait(false)
            : CommitRecall.Forgotten;
        return recall switch
        {
            CommitRecall.Known => true,
            CommitRecall.Forgotten => await HoldsLastEntryAsync(cancellationToken).ConfigureAwait(false),

            // A session that was deleted meanwhile is no other history: the next read finds it gone.
            _ => await storage.GetInfoAsync(key, cancellationToken).ConfigureAwait(false) is null,
        };
    }

    /// <summary>Whether the last entry that was read stands where it stood. The best that can be told where no commit is remembered.</summary>
    private async ValueTask<bool> HoldsLastEntryAsync(CancellationToken cancellationToken)
    {
        if (_lastEntry is not { } last)
        {
            return true;
        }

        var again = new FrameCopy(key);
        return !await storage.ReadAsync(key, new EntryRange(last.Number, 1), again, cancellationToken).ConfigureAwait(false)
            || again.LastEntry is { } entry && (entry.Checksum, entry.PayloadLength) == (last.Checksum, last.Length);
    }
}
