using Fluers.Sdk.Frames;
using Microsoft.Win32.SafeHandles;

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
        DemandWrite();
        bool creates = commit.ExpectedRevision == 0;
        TenantFolder? tenant = creates
            ? await TenantToWriteAsync(commit.Key.Tenant, cancellationToken).ConfigureAwait(false)
            : await TenantAsync(commit.Key.Tenant, cancellationToken).ConfigureAwait(false);
        if ((creates ? tenant!.FindOrAdd(commit.Key.Id) : tenant?.Find(commit.Key.Id)) is not { } session)
        {
            _folder.DemandPlace();
            return new CommitOutcome(CommitStatus.NotFound, 0, 0);
        }

        if (tenant!.HasLeftovers)
        {
            _folder.DemandPlace(tenant);
            tenant.Clean();
        }

        using (await session.InTurnAsync(cancellationToken).ConfigureAwait(false))
        {
            if (session.Deleted)
            {
                return new CommitOutcome(CommitStatus.Deleted, 0, 0);
            }

            // Opened first: a folder that is replaced after that is noticed, and what was opened is not in the new one.
            int kept = session.Kept;
            using SafeFileHandle? file = session.OpenToWrite();
            _folder.DemandPlace(tenant);
            FileLog? log = session.Meet(file, creates, out bool isReplaced, cancellationToken);
            if (session.Deleted)
            {
                return new CommitOutcome(CommitStatus.Deleted, 0, 0);
            }

            UInt128 hash = commit.ContentHash();
            if (Refusal(file, log, commit, hash, isReplaced) is { } refusal)
            {
                return refusal;
            }

            cancellationToken.ThrowIfCancellationRequested();
            DateTimeOffset now = _options.Clock.GetUtcNow();
            CommitRecord record = Record(log?.Last ?? default, commit, hash, commit.UpdatedAt ?? now, tenant.NextUpdate());
            await (log is null ? session.CreateAsync(commit, record, (commit.CreatedAt ?? now).ToUniversalTime()) : session.AppendAsync(file!, log, record, commit)).ConfigureAwait(false);
            Remember(session, kept);
            return new CommitOutcome(CommitStatus.Committed, record.Revision, record.EntryCount);
        }
    }

    private static CommitOutcome? Refusal(SafeFileHandle? file, FileLog? log, SessionCommit commit, UInt128 hash, bool isReplaced)
    {
        if (log is null)
        {
            return commit.ExpectedRevision == 0 ? null : new CommitOutcome(CommitStatus.NotFound, 0, 0);
        }

        if (log.TryFind(file!, commit, out StoredCommit earlier))
        {
            return earlier.Hash == hash
                ? new CommitOutcome(CommitStatus.Repeated, earlier.Revision, earlier.EntryCount)
                : new CommitOutcome(CommitStatus.CommitIdReused, log.Last.Revision, log.Last.EntryCount);
        }

        // Who commits to a file that was replaced since anybody looked has seen another history, if he does not say so himself.
        CommitStatus? refused = commit.Against(log.Last.Revision, log.Last.CommitId) ?? (isReplaced && commit.BuildsOn is null ? CommitStatus.Diverged : null);
        return refused is { } status ? new CommitOutcome(status, log.Last.Revision, log.Last.EntryCount) : null;
    }

    private static CommitRecord Record(CommitRecord last, SessionCommit commit, UInt128 hash, DateTimeOffset time, long update)
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
            Time = time.ToUniversalTime(),
            SchemaHash = commit.Head.IsEmpty ? last.SchemaHash : head.SchemaHash,
            SchemaVersion = commit.Head.IsEmpty ? last.SchemaVersion : head.Version,
            CommitId = commit.CommitId,
            ContentHash = hash,
        };
    }
}
