using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Kit.Places;

/// <summary>A storage in front of that of a folder, with one flaw.</summary>
internal sealed class FlawedFileStorage(ISessionStorage files, FileFlaw flaw) : DelegatingSessionStorage(files)
{
    private string? _head;

    public override async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        SessionCommit changed = flaw != FileFlaw.IgnoresWhatACommitBuildsOn ? commit : new SessionCommit
        {
            Key = commit.Key,
            ExpectedRevision = commit.ExpectedRevision,
            CommitId = commit.CommitId,
            Head = commit.Head,
            Entries = commit.Entries,
            EntryCount = commit.EntryCount,
        };
        try
        {
            return await base.CommitAsync(changed, cancellationToken);
        }
        catch (SessionStorageException) when (flaw is FileFlaw.AcknowledgesWhatItDoesNotStore or FileFlaw.TakesCommitsThoughItOnlyLooks)
        {
            return new CommitOutcome(CommitStatus.Committed, commit.ExpectedRevision + 1, commit.EntryCount);
        }
    }

    public override ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default) =>
        base.ReadAsync(key, range, flaw == FileFlaw.TellsTheHeadThatItToldBefore ? new Late(this, sink) : sink, cancellationToken);

    public override async ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default) =>
        await base.GetInfoAsync(key, cancellationToken) is { } info ? Told(info) : null;

    public override async ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default)
    {
        StoredSessionPage page = await base.ListAsync(query, cancellationToken);
        return page with { Sessions = [.. page.Sessions.Where(session => flaw != FileFlaw.HidesWhatIsDamaged || session.Damage is null).Select(Told)] };
    }

    private StoredSessionInfo Told(StoredSessionInfo info) => flaw == FileFlaw.DeniesDamage ? info with { Damage = null } : info;

    private sealed class Late(FlawedFileStorage storage, IFrameSink sink) : IFrameSink
    {
        public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head)
        {
            var now = new RecordedSession();
            now.OnHead(info, head);
            sink.OnHead(info, storage._head is { } before ? TestCommits.Head(before) : head);
            storage._head = now.Head;
        }

        public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames) => sink.OnEntries(firstEntry, frames);
    }
}
