using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>Calls a storage in random order, beside others, and writes down each call and its answer.</summary>
/// <param name="storage">The storage.</param>
/// <param name="keys">The sessions.</param>
/// <param name="events">Counts the events of all workers.</param>
/// <param name="name">Its name, which its entries bear.</param>
/// <param name="random">Says what to do next.</param>
internal sealed class StorageWorker(ISessionStorage storage, SessionKey[] keys, StorageEvents events, string name, Random random)
{
    private readonly (long Revision, Guid? Commit)[] _seen = new (long, Guid?)[keys.Length];
    private readonly List<SessionCommit> _sent = [];
    private int _number;

    /// <summary>The calls, each with the number of its session.</summary>
    public List<(int Session, StorageCall Call)> Calls { get; } = [];

    public async Task RunAsync(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            int session = random.Next(keys.Length);
            Calls.Add((session, await StepAsync(session, mayDelete: step > steps / 2)));
        }
    }

    private Task<StorageCall> StepAsync(int session, bool mayDelete) => random.Next(100) switch
    {
        < 45 => CommitAsync(session),
        < 55 => RetryAsync(session, reuse: false),
        < 58 => RetryAsync(session, reuse: true),
        < 64 => SendAsync(session, TestCommits.Commit(keys[session], 1 + random.Next(20), null, Next()).With(buildsOn: Guid.CreateVersion7())),
        < 76 => InfoAsync(session),
        < 88 => ReadAsync(session, EntryRange.All),
        < 93 => ReadAsync(session, new EntryRange(random.Next(30), random.Next(30))),
        < 99 => RecallAsync(session),
        _ => mayDelete ? DeleteAsync(session) : InfoAsync(session),
    };

    private Task<StorageCall> CommitAsync(int session)
    {
        (long revision, Guid? commit) = _seen[session];
        string[] entries = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Next())];
        return SendAsync(session, TestCommits.Commit(keys[session], revision, revision == 0 || random.Next(5) == 0 ? Next() : null, entries).With(buildsOn: commit));
    }

    private Task<StorageCall> RetryAsync(int session, bool reuse)
    {
        SessionCommit[] mine = [.. _sent.Where(sent => sent.Key == keys[session])];
        if (mine.Length == 0)
        {
            return InfoAsync(session);
        }

        SessionCommit again = mine[random.Next(mine.Length)];
        return SendAsync(session, reuse ? again.With(head: TestCommits.Head(Next())) : again);
    }

    private async Task<StorageCall> SendAsync(int session, SessionCommit commit)
    {
        long began = events.Next();
        CommitOutcome outcome = await storage.CommitAsync(commit);
        var call = new CommitCall(began, events.Next(), commit, outcome);
        if (outcome.Status == CommitStatus.Committed)
        {
            _seen[session] = (outcome.Revision, commit.CommitId);
            _sent.Add(commit);
        }
        else if (outcome.Status == CommitStatus.Conflict)
        {
            _seen[session] = (outcome.Revision, null);   // its id is not known, so the next commit goes by the number
            _sent.Add(commit);
        }

        return call;
    }

    private async Task<StorageCall> InfoAsync(int session)
    {
        long began = events.Next();
        StoredSessionInfo? info = await storage.GetInfoAsync(keys[session]);
        var call = new InfoCall(began, events.Next(), info);
        _seen[session] = info is null ? _seen[session] : (info.Revision, info.LastCommit);
        return call;
    }

    private async Task<StorageCall> ReadAsync(int session, EntryRange range)
    {
        var read = new RecordedSession();
        long began = events.Next();
        bool found = await storage.ReadAsync(keys[session], range, read);
        var call = new ReadCall(began, events.Next(), range, found ? read : null);
        _seen[session] = found ? (read.Info.Revision, read.Info.LastCommit) : _seen[session];
        return call;
    }

    private async Task<StorageCall> RecallAsync(int session)
    {
        SessionCommit[] mine = [.. _sent.Where(sent => sent.Key == keys[session])];
        (long revision, Guid id) = mine.Length == 0 ? (1, Guid.CreateVersion7()) : mine[random.Next(mine.Length)] is var sent ? (sent.ExpectedRevision + 1, sent.CommitId) : default;
        long began = events.Next();
        CommitRecall answer = await storage.RecallAsync(keys[session], revision, id);
        return new RecallCall(began, events.Next(), revision, id, answer);
    }

    private async Task<StorageCall> DeleteAsync(int session)
    {
        long began = events.Next();
        bool found = await storage.DeleteAsync(keys[session]);
        return new DeleteCall(began, events.Next(), found);
    }

    private string Next() => $"{name}.{_number++}";
}
