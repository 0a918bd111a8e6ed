using Fluers.Sdk.Frames;
using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Tables;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Writing;

/// <summary>What a storage writes, on its one connection that does. Each change is made between <see cref="Begin"/> and <see cref="End"/>.</summary>
internal sealed class StoreWriter(Connection connection)
{
    private readonly SessionTable _sessions = new(connection);
    private readonly HeadTable _heads = new(connection);
    private readonly LogWriter _log = new(connection);
    private readonly CommitTable _commits = new(connection);
    private readonly Statement _begin = connection.Prepare("BEGIN IMMEDIATE");
    private readonly Statement _end = connection.Prepare("COMMIT");

    /// <summary>Begins a transaction, as soon as no other process writes.</summary>
    public void Begin() => _begin.Run();

    /// <summary>Commits the transaction.</summary>
    public void End() => _end.Run();

    public CommitOutcome Commit(SessionCommit commit, UInt128 hash, DateTimeOffset now)
    {
        SessionRow? session = _sessions.Find(commit.Key);
        if (session is { Deleted: true })
        {
            return new CommitOutcome(CommitStatus.Deleted, 0, 0);
        }

        if (session is not null && _commits.Find(session.Key, commit.CommitId) is { } earlier)
        {
            return earlier.Hash == hash
                ? new CommitOutcome(CommitStatus.Repeated, earlier.Revision, earlier.EntryCount)
                : new CommitOutcome(CommitStatus.CommitIdReused, session.Info.Revision, session.Info.EntryCount);
        }

        if (commit.ExpectedRevision != (session?.Info.Revision ?? 0))
        {
            return session is null
                ? new CommitOutcome(CommitStatus.NotFound, 0, 0)
                : new CommitOutcome(CommitStatus.Conflict, session.Info.Revision, session.Info.EntryCount);
        }

        return Store(commit, hash, session, now);
    }

    public bool Delete(SessionKey key)
    {
        if (_sessions.Find(key) is not { Deleted: false } session)
        {
            return false;
        }

        _sessions.Bury(session.Key);
        _heads.Delete(session.Key);
        _log.Delete(session.Key, session.Tail);
        _commits.Delete(session.Key, session.LastCommit, session.Info.Revision);
        return true;
    }

    private CommitOutcome Store(SessionCommit commit, UInt128 hash, SessionRow? session, DateTimeOffset now)
    {
        long before = session?.Info.EntryCount ?? 0;
        EntryPlace.Demand(commit.Key, session?.Key ?? 0, before + commit.EntryCount);
        var row = new SessionRow
        {
            Key = session?.Key ?? 0,
            Info = Next(commit, session?.Info, now),
            Tail = session?.Tail ?? default,
            LastCommit = commit.CommitId,
        };
        if (session is null)
        {
            row = row with { Key = _sessions.Insert(row) };
            EntryPlace.Demand(commit.Key, row.Key, row.Info.EntryCount);
        }

        LogTail tail = _log.Append(row.Key, row.Tail, row.Info.Revision, before, commit.Entries.Span, commit.EntryCount);
        if (session is not null || tail != row.Tail)
        {
            _sessions.Update(row with { Tail = tail });
        }

        if (!commit.Head.IsEmpty)
        {
            _heads.Store(row.Key, commit.Head.Span);
        }

        _commits.Insert(row.Key, commit.CommitId, session?.LastCommit, new StoredCommit(row.Info.Revision, row.Info.EntryCount, hash));
        return new CommitOutcome(CommitStatus.Committed, row.Info.Revision, row.Info.EntryCount);
    }

    private static StoredSessionInfo Next(SessionCommit commit, StoredSessionInfo? before, DateTimeOffset now)
    {
        FrameHeader head = default;
        if (!commit.Head.IsEmpty)
        {
            head = FrameHeader.Parse(commit.Head.Span);
        }

        return new StoredSessionInfo
        {
            Key = commit.Key,
            Revision = (before?.Revision ?? 0) + 1,
            LastCommit = default,
            EntryCount = (before?.EntryCount ?? 0) + commit.EntryCount,
            SchemaHash = commit.Head.IsEmpty ? before!.SchemaHash : head.SchemaHash,
            SchemaVersion = commit.Head.IsEmpty ? before!.SchemaVersion : head.Version,
            CreatedAt = before?.CreatedAt ?? now,
            UpdatedAt = now,
        };
    }
}
