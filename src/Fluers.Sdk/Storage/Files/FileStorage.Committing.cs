using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Storage;

// What is checked and recorded before a commit goes to its file.
public sealed partial class FileStorage
{
    /// <inheritdoc/>
    public async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        commit.Validate();
        CommitOutcome outcome = await RunAsync(commit.Key, () => CommitCoreAsync(commit, cancellationToken)).ConfigureAwait(false);
        if (outcome.Status == CommitStatus.Committed)
        {
            _notice.Changed(commit.Key);
        }

        return outcome;
    }

    private async ValueTask<CommitOutcome> CommitCoreAsync(SessionCommit commit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        bool creates = commit.ExpectedRevision == 0;
        TenantFolder? tenant = creates ? TenantToWrite(commit.Key.Tenant) : Tenant(commit.Key.Tenant);
        if ((creates ? tenant!.FindOrAdd(commit.Key.Id) : tenant?.Find(commit.Key.Id)) is not { } session)
        {
            return new CommitOutcome(CommitStatus.NotFound, 0, 0);
        }

        using (await session.InTurnAsync(cancellationToken).ConfigureAwait(false))
        {
            if (session.Deleted)
            {
                return new CommitOutcome(CommitStatus.Deleted, 0, 0);
            }

            int indexed = session.Indexed;
            FileLog? log = session.Open();
            UInt128 hash = commit.ContentHash();
            if (Refusal(log, commit, hash) is { } refusal)
            {
                return refusal;
            }

            cancellationToken.ThrowIfCancellationRequested();
            DateTimeOffset now = _options.Clock.GetUtcNow();
            CommitRecord record = Record(log?.Last ?? default, commit, hash, now, tenant!.NextUpdate());
            log ??= new FileLog(commit.Key, now, SessionStart.Write(commit.Key, now).Length);
            await session.WriteAsync(log, creates, record, commit, _options.Disk, _flushes).ConfigureAwait(false);
            tenant.Updated(session, record.Update);
            Remember(session.Indexed - indexed);
            return new CommitOutcome(CommitStatus.Committed, record.Revision, record.EntryCount);
        }
    }

    private static CommitOutcome? Refusal(FileLog? log, SessionCommit commit, UInt128 hash)
    {
        if (log is null)
        {
            return commit.ExpectedRevision == 0 ? null : new CommitOutcome(CommitStatus.NotFound, 0, 0);
        }

        if (log.TryFind(commit.CommitId, out StoredCommit earlier))
        {
            return earlier.Hash == hash
                ? new CommitOutcome(CommitStatus.Repeated, earlier.Revision, earlier.EntryCount)
                : new CommitOutcome(CommitStatus.CommitIdReused, log.Last.Revision, log.Last.EntryCount);
        }

        return commit.Against(log.Last.Revision, log.Last.CommitId) is { } refused ? new CommitOutcome(refused, log.Last.Revision, log.Last.EntryCount) : null;
    }

    private static CommitRecord Record(CommitRecord last, SessionCommit commit, UInt128 hash, DateTimeOffset now, long update)
    {
        FrameHeader head = commit.Head.IsEmpty ? default : FrameHeader.Parse(commit.Head.Span);
        return new CommitRecord
        {
            FramesLength = (long)commit.Head.Length + commit.Entries.Length,
            HeadLength = commit.Head.Length,
            Entries = commit.EntryCount,
            Revision = last.Revision + 1,
            EntryCount = last.EntryCount + commit.EntryCount,
            Update = update,
            Time = now,
            SchemaHash = commit.Head.IsEmpty ? last.SchemaHash : head.SchemaHash,
            SchemaVersion = commit.Head.IsEmpty ? last.SchemaVersion : head.Version,
            CommitId = commit.CommitId,
            ContentHash = hash,
        };
    }
}
