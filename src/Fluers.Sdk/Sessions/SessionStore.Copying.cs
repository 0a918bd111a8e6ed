using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

// What makes a session of stored frames, without decoding them.
public sealed partial class SessionStore
{
    /// <summary>How many bytes of entries an import or a fork stores in one commit; tests make it small.</summary>
    internal int InOneCommit { get; init; } = SessionArrival.InOneCommit;

    /// <summary>Begins a new session with the head of another one and its entries below a position.</summary>
    /// <param name="id">The session to fork. It is not changed.</param>
    /// <param name="atEntry">How many entries to take over: the sequence number of the first one left out.</param>
    /// <param name="cancellationToken">Gives up; nothing of the fork is left then.</param>
    /// <returns>The id of the new session.</returns>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="SessionConflictException">Another history took the session's place while it was read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The session has fewer entries.</exception>
    public async ValueTask<SessionId> ForkAsync(SessionId id, long atEntry, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atEntry);
        SessionKey key = KeyOf(id);
        SessionKey fork = KeyOf(SessionId.New());
        if (_storage.Fork is null)
        {
            await CopyAsync(key, atEntry, fork, cancellationToken).ConfigureAwait(false);
            return fork.Id;
        }

        StoredSessionInfo info = await _storage.GetInfoAsync(key, cancellationToken).ConfigureAwait(false) ?? throw new SessionNotFoundException(key);
        DemandEntries(key, info.EntryCount, atEntry);
        CommitOutcome outcome = await _storage.ForkAsync(key, atEntry, fork, cancellationToken).ConfigureAwait(false);
        return outcome.Status switch
        {
            CommitStatus.Committed or CommitStatus.Repeated => fork.Id,
            CommitStatus.NotFound => throw new SessionNotFoundException(key),
            _ => throw new SessionStorageException($"The storage refused the fork '{fork}' of session '{key}': {outcome.Status}."),
        };
    }

    /// <summary>
    /// Writes a session as it is stored: its head and its entries, one frame after the other, between a frame that says what the export holds and one
    /// that seals it, as <c>docs/wire-format.md</c> has them. Neither its id nor its tenant is in it.
    /// </summary>
    /// <param name="id">The session.</param>
    /// <param name="destination">Takes the frames. It is neither flushed nor closed.</param>
    /// <param name="cancellationToken">Gives up; the destination is then incomplete, and lacks the seal.</param>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="SessionCorruptException">It is damaged; the destination has what precedes the damage, without the seal.</exception>
    /// <exception cref="SessionConflictException">Another history took its place meanwhile; the destination lacks the seal.</exception>
    public async ValueTask ExportAsync(SessionId id, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ExportWriter? export = null;
        await foreach (FrameCopy page in FramePages.ReadAsync(_storage, KeyOf(id), long.MaxValue, cancellationToken).ConfigureAwait(false))
        {
            if (export is null)
            {
                export = new ExportWriter(destination);
                StoredSessionInfo info = page.Info;
                await export.StartAsync(new ExportFacts(info.EntryCount, info.Revision, info.CreatedAt, info.UpdatedAt), cancellationToken).ConfigureAwait(false);
                await export.HeadAsync(page.Head, cancellationToken).ConfigureAwait(false);
            }

            foreach ((byte[] frames, int count) in page.Blocks)
            {
                await export.EntriesAsync(frames, count, cancellationToken).ConfigureAwait(false);
            }
        }

        await export!.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Creates a session under a fresh id from what <see cref="ExportAsync"/> wrote, whatever storage it came from.</summary>
    /// <param name="source">The export, to the end of the stream.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    /// <returns>The id of the new session.</returns>
    /// <exception cref="SessionCorruptException">The stream is no whole, undamaged export. Nothing was stored.</exception>
    public async ValueTask<SessionId> ImportAsync(Stream source, CancellationToken cancellationToken = default) =>
        (await ImportAsync(SessionId.New(), source, ImportSeal.Required, cancellationToken).ConfigureAwait(false)).Id;

    /// <summary>Creates a session from what <see cref="ExportAsync"/> wrote, whatever storage it came from.</summary>
    /// <inheritdoc cref="ImportAsync(SessionId, Stream, ImportSeal, CancellationToken)"/>
    public async ValueTask ImportAsync(SessionId id, Stream source, CancellationToken cancellationToken = default) =>
        await ImportAsync(id, source, ImportSeal.Required, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Creates a session from what <see cref="ExportAsync"/> wrote, whatever storage it came from. The session keeps the times at which it was created and
    /// last updated.
    /// </summary>
    /// <param name="id">The id of the new session. The export holds none, so that of the exported one may be given.</param>
    /// <param name="source">The export, to the end of the stream.</param>
    /// <param name="seal">Whether it must have the seal that every export has; those of earlier versions have none.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    /// <returns>What was imported.</returns>
    /// <remarks>
    /// All or nothing: up to 256 MiB of entries are stored in one commit. A longer session takes several, and is not loaded before the last one: until then
    /// <see cref="LoadAsync"/> says that it is not complete. The stream is checked to its end before any of it is stored, so that one which is cut or damaged spends no
    /// id; of a stream that cannot seek, what does not fit into one commit is kept in a temporary file meanwhile. When the storage itself fails between
    /// two commits, the part is deleted, and the id is spent.
    /// </remarks>
    /// <exception cref="SessionConflictException">There is a session with this id.</exception>
    /// <exception cref="SessionNotFoundException">There was one, and it was deleted: its id stays spent.</exception>
    /// <exception cref="SessionCorruptException">The stream is no whole, undamaged export. Nothing was stored.</exception>
    public async ValueTask<SessionImport> ImportAsync(SessionId id, Stream source, ImportSeal seal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        SessionKey key = KeyOf(id);
        bool isChecked = source.CanSeek;
        if (isChecked && source.Length - source.Position > InOneCommit)
        {
            long start = source.Position;
            await CheckAsync(key, source, seal, cancellationToken).ConfigureAwait(false);
            source.Position = start;
        }

        using var export = new ExportReader(key, source, seal);
        await export.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        var arrival = new SessionArrival(_storage, key, export.Head, export.Facts is { } facts ? (facts.CreatedAt, facts.UpdatedAt) : null, InOneCommit);
        try
        {
            while (await export.MoveNextAsync(cancellationToken).ConfigureAwait(false))
            {
                if (!isChecked && !arrival.HasRoomFor(export.Entry.Length))
                {
                    await AddRestAsync(export, arrival, cancellationToken).ConfigureAwait(false);
                    break;
                }

                await arrival.AddAsync(export.Entry, 1, cancellationToken).ConfigureAwait(false);
            }

            await arrival.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await arrival.AbandonAsync().ConfigureAwait(false);
            throw;
        }

        return new SessionImport(id, export.EntryCount, export.Facts is not null);
    }

    private static async ValueTask CheckAsync(SessionKey key, Stream source, ImportSeal seal, CancellationToken cancellationToken)
    {
        using var export = new ExportReader(key, source, seal);
        await export.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        while (await export.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
        }
    }

    /// <summary>Takes the current entry and all that follow, once the export has proved to be whole.</summary>
    private static async ValueTask AddRestAsync(ExportReader export, SessionArrival arrival, CancellationToken cancellationToken)
    {
        using var rest = new EntrySpool();
        do
        {
            await rest.AddAsync(export.Entry, cancellationToken).ConfigureAwait(false);
        }
        while (await export.MoveNextAsync(cancellationToken).ConfigureAwait(false));

        await foreach (ReadOnlyMemory<byte> entry in rest.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            await arrival.AddAsync(entry, 1, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask CopyAsync(SessionKey key, long atEntry, SessionKey fork, CancellationToken cancellationToken)
    {
        SessionArrival? arrival = null;
        try
        {
            await foreach (FrameCopy page in FramePages.ReadAsync(_storage, key, atEntry, cancellationToken).ConfigureAwait(false))
            {
                if (arrival is null)
                {
                    DemandEntries(key, page.Info.EntryCount, atEntry);
                    arrival = new SessionArrival(_storage, fork, page.Head, times: null, InOneCommit);
                }

                foreach ((byte[] frames, int count) in page.Blocks)
                {
                    await arrival.AddAsync(frames, count, cancellationToken).ConfigureAwait(false);
                }
            }

            await arrival!.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch when (arrival is not null)
        {
            await arrival.AbandonAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static void DemandEntries(SessionKey key, long entryCount, long atEntry)
    {
        if (entryCount < atEntry)
        {
            throw new ArgumentOutOfRangeException(nameof(atEntry), atEntry, $"Session '{key}' has {entryCount} entries.");
        }
    }
}
