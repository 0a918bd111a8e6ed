using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

// What makes a session of stored frames, without decoding them.
public sealed partial class SessionStore
{
    /// <summary>Begins a new session with the head of another one and its entries below a position.</summary>
    /// <param name="id">The session to fork. It is not changed.</param>
    /// <param name="atEntry">How many entries to take over: the sequence number of the first one left out.</param>
    /// <param name="cancellationToken">Gives up while nothing has been stored.</param>
    /// <returns>The id of the new session.</returns>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The session has fewer entries.</exception>
    public async ValueTask<SessionId> ForkAsync(SessionId id, long atEntry, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atEntry);
        SessionKey key = KeyOf(id);
        SessionKey fork = KeyOf(SessionId.New());
        CommitOutcome outcome = _storage.CanFork
            ? await ForkAsync(key, atEntry, fork, cancellationToken).ConfigureAwait(false)
            : await CopyAsync(key, atEntry, fork, cancellationToken).ConfigureAwait(false);
        return outcome.Status switch
        {
            CommitStatus.Committed or CommitStatus.Repeated => fork.Id,
            CommitStatus.NotFound => throw new SessionNotFoundException(key),
            _ => throw new SessionStorageException($"The storage refused the fork '{fork}' of session '{key}': {outcome.Status}."),
        };
    }

    /// <summary>Writes a session as it is stored: its head and its entries, one frame after the other, as <c>docs/wire-format.md</c> has them.</summary>
    /// <param name="id">The session.</param>
    /// <param name="destination">Takes the frames. It is neither flushed nor closed.</param>
    /// <param name="cancellationToken">Gives up; the destination is then incomplete.</param>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="SessionCorruptException">It is damaged; the destination has what precedes the damage.</exception>
    public async ValueTask ExportAsync(SessionId id, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        SessionKey key = KeyOf(id);
        FrameCopy first = await ReadFramesAsync(key, new EntryRange(0, EntriesPerRead), cancellationToken).ConfigureAwait(false);
        await destination.WriteAsync(first.Head, cancellationToken).ConfigureAwait(false);
        await destination.WriteAsync(first.Entries(), cancellationToken).ConfigureAwait(false);

        // Entries never change, so those below the length that was read with the head are of that revision, whoever appends meanwhile.
        for (long next = first.EntryCount; next < first.StoredEntryCount;)
        {
            long count = Math.Min(EntriesPerRead, first.StoredEntryCount - next);
            FrameCopy more = await ReadFramesAsync(key, new EntryRange(next, count), cancellationToken).ConfigureAwait(false);
            if (more.EntryCount != count)
            {
                throw new SessionCorruptException(key, $"entry {next + more.EntryCount} of {first.StoredEntryCount} is missing");
            }

            await destination.WriteAsync(more.Entries(), cancellationToken).ConfigureAwait(false);
            next += count;
        }
    }

    /// <summary>Creates a session under a fresh id from what <see cref="ExportAsync"/> wrote, whatever storage it came from.</summary>
    /// <param name="source">The frames, to the end of the stream.</param>
    /// <param name="cancellationToken">Gives up while nothing has been stored.</param>
    /// <returns>The id of the new session.</returns>
    /// <exception cref="SessionCorruptException">The stream is no whole, undamaged session. Nothing was stored.</exception>
    public async ValueTask<SessionId> ImportAsync(Stream source, CancellationToken cancellationToken = default)
    {
        var id = SessionId.New();
        await ImportAsync(id, source, cancellationToken).ConfigureAwait(false);
        return id;
    }

    /// <summary>Creates a session from what <see cref="ExportAsync"/> wrote, whatever storage it came from. It is stored in one commit, all or nothing.</summary>
    /// <param name="id">The id of the new session. The frames hold none, so that of the exported one may be given.</param>
    /// <param name="source">The frames, to the end of the stream.</param>
    /// <param name="cancellationToken">Gives up while nothing has been stored.</param>
    /// <exception cref="SessionConflictException">There is a session with this id.</exception>
    /// <exception cref="SessionNotFoundException">There was one, and it was deleted: its id stays spent.</exception>
    /// <exception cref="SessionCorruptException">The stream is no whole, undamaged session. Nothing was stored.</exception>
    public async ValueTask ImportAsync(SessionId id, Stream source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        SessionKey key = KeyOf(id);
        using var frames = new MemoryStream();
        await source.CopyToAsync(frames, cancellationToken).ConfigureAwait(false);
        SessionCommit commit = FrameImport.Parse(key, frames.GetBuffer().AsMemory(0, (int)frames.Length));
        CommitOutcome outcome = await _storage.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
        switch (outcome.Status)
        {
            case CommitStatus.Committed or CommitStatus.Repeated:
                return;
            case CommitStatus.Deleted:
                throw new SessionNotFoundException(key, deleted: true);
            default:
                throw new SessionConflictException(key, 0, outcome.Revision);
        }
    }

    private async ValueTask<CommitOutcome> ForkAsync(SessionKey key, long atEntry, SessionKey fork, CancellationToken cancellationToken)
    {
        StoredSessionInfo info = await _storage.GetInfoAsync(key, cancellationToken).ConfigureAwait(false) ?? throw new SessionNotFoundException(key);
        DemandEntries(key, info.EntryCount, atEntry);
        return await _storage.ForkAsync(key, atEntry, fork, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<CommitOutcome> CopyAsync(SessionKey key, long atEntry, SessionKey fork, CancellationToken cancellationToken)
    {
        FrameCopy copy = await ReadFramesAsync(key, new EntryRange(0, atEntry), cancellationToken).ConfigureAwait(false);
        DemandEntries(key, copy.EntryCount, atEntry);
        return await _storage.CommitAsync(copy.As(fork), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<FrameCopy> ReadFramesAsync(SessionKey key, EntryRange range, CancellationToken cancellationToken)
    {
        var copy = new FrameCopy(key);
        return await _storage.ReadAsync(key, range, copy, cancellationToken).ConfigureAwait(false) ? copy : throw new SessionNotFoundException(key);
    }

    private static void DemandEntries(SessionKey key, long entryCount, long atEntry)
    {
        if (entryCount < atEntry)
        {
            throw new ArgumentOutOfRangeException(nameof(atEntry), atEntry, $"Session '{key}' has {entryCount} entries.");
        }
    }
}
