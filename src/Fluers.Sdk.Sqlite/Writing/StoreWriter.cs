using Fluers.Sdk.Frames;
using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;
using Fluers.Sdk.Sqlite.Places;
using Fluers.Sdk.Sqlite.Tables;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Writing;

/// <summary>
/// What a storage writes, on its one connection that does. Each change is made between <see cref="TryBegin"/> and <see cref="End"/>. A change
/// that meets damage throws before it has written anything.
/// </summary>
internal sealed class StoreWriter(Connection connection, StoreWatch watch) : IDisposable
{
    private readonly SessionChanges _sessions = new(connection);
    private readonly HeadTable _heads = new(connection, StoreFormat.Current);
    private readonly LogWriter _log = new(connection);
    private readonly CommitTable _commits = new(connection, StoreFormat.Current);
    private readonly CommitMarks _marks = new(connection, new CommitTable(connection, StoreFormat.Current));
    private readonly Statement _begin = connection.Prepare("BEGIN IMMEDIATE");
    private readonly Statement _end = connection.Prepare("COMMIT");

    /// <summary>Begins a transaction, unless another process is writing.</summary>
    /// <returns>Whether it began.</returns>
    /// <exception cref="SessionStorageException">The file is not the one that was opened.</exception>
    public bool TryBegin()
    {
        connection.Trust(watch.Demand());
        return _begin.TryRun();
    }

    /// <summary>Commits the transaction.</summary>
    public void End() => _end.Run();

    /// <summary>Makes sure that what was committed is where others find it.</summary>
    /// <exception cref="SessionStorageException">It is not: nothing is to be acknowledged.</exception>
    public void Confirm() => watch.Demand();

    public void Rollback() => connection.Rollback();

    public CommitOutcome Commit(SessionCommit commit, UInt128 hash, DateTimeOffset now)
    {
        SessionRow? session = _sessions.Find(commit.Key);
        session?.DemandWhole();
        if (session is { IsDeleted: true })
        {
            return new CommitOutcome(CommitStatus.Deleted, 0, 0);
        }

        if (session is not null && _commits.Find(session, commit.CommitId) is { } earlier)
        {
            return earlier.Hash == hash
                ? new CommitOutcome(CommitStatus.Repeated, earlier.Revision, earlier.EntryCount)
                : new CommitOutcome(CommitStatus.CommitIdReused, session.Info.Revision, session.Info.EntryCount);
        }

        if (session?.LastCommit == commit.CommitId)
        {
            throw new SessionCorruptException(commit.Key, $"its last commit, {commit.CommitId}, is missing from the table of commits");
        }

        if (commit.Against(session?.Info.Revision ?? 0, session?.LastCommit ?? Guid.Empty) is { } refused)
        {
            return new CommitOutcome(refused, session?.Info.Revision ?? 0, session?.Info.EntryCount ?? 0);
        }

        return Store(commit, hash, session, now);
    }

    public bool Delete(SessionKey key)
    {
        if (_sessions.Find(key) is not { IsDeleted: false } session)
        {
            return false;
        }

        _sessions.Bury(session);
        bool isWhole = session.Info.Damage is null;
        _heads.Delete(session.Key);
        _log.Delete(session.Key, isWhole ? session.Tail : null);
        _commits.Delete(session.Key, isWhole ? session.LastCommit : null, isWhole ? session.Info.Revision - session.Forgotten : -1);
        _marks.Delete(session.Key);
        return true;
    }

    public void Dispose() => connection.Dispose();

    private CommitOutcome Store(SessionCommit commit, UInt128 hash, SessionRow? session, DateTimeOffset now)
    {
        long before = session?.Info.EntryCount ?? 0;
        long key = session?.Key ?? _sessions.NextKey(commit.Key);
        EntryPlace.Demand(commit.Key, key, before + commit.EntryCount);
        SessionRow row = Next(commit, session, key, now);
        row = row with
        {
            Tail = _log.Append(key, session?.Tail ?? default, row.Info.Revision, before, commit.Entries.Span, commit.EntryCount),
            Forgotten = _marks.MarkAndForget(row, now),
        };
        if (session is null)
        {
            _sessions.Insert(row);
        }
        else
        {
            _sessions.Update(row);
        }

        if (!commit.Head.IsEmpty)
        {
            _heads.Store(key, commit.Head.Span);
        }

        _commits.Insert(key, commit.CommitId, session?.LastCommit, new StoredCommit(row.Info.Revision, row.Info.EntryCount, hash));
        return new CommitOutcome(CommitStatus.Committed, row.Info.Revision, row.Info.EntryCount);
    }

    private SessionRow Next(SessionCommit commit, SessionRow? before, long key, DateTimeOffset now)
    {
        bool isNewHead = !commit.Head.IsEmpty;
        FrameHeader head = isNewHead ? FrameHeader.Parse(commit.Head.Span) : default;
        var info = new StoredSessionInfo
        {
            Key = commit.Key,
            Revision = (before?.Info.Revision ?? 0) + 1,
            LastCommit = commit.CommitId,
            EntryCount = (before?.Info.EntryCount ?? 0) + commit.EntryCount,
            SchemaHash = isNewHead ? head.SchemaHash : before!.Info.SchemaHash,
            SchemaVersion = isNewHead ? head.Version : before!.Info.SchemaVersion,
            CreatedAt = before?.Info.CreatedAt ?? commit.CreatedAt ?? now,
            UpdatedAt = commit.UpdatedAt ?? now,
        };
        return new SessionRow
        {
            Key = key,
            Name = before?.Name ?? Seal.OfName(commit.Key),
            Updates = _sessions.NextUpdate(commit.Key.Tenant, before?.LastUpdate),
            Info = info,
            SchemaVersion = info.SchemaVersion,
            CreatedTicks = info.CreatedAt.UtcTicks,
            UpdatedTicks = info.UpdatedAt.UtcTicks,
            LastCommit = commit.CommitId,
            HeadCheck = isNewHead ? Seal.OfHead(commit.Head.Span) : before!.HeadCheck,
            Forgotten = before?.Forgotten ?? 0,
        };
    }
}
