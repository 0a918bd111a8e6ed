namespace Fluers.Sdk.Storage;

/// <summary>The commits of a session in memory, as far back as <see cref="CommitMemory"/> says.</summary>
internal sealed class RememberedCommits
{
    private readonly Dictionary<Guid, StoredCommit> _byId = [];
    private readonly Queue<(Guid Id, DateTimeOffset Stored)> _inOrder = [];
    private long _forgotten;

    /// <summary>How many are remembered.</summary>
    public int Count => _byId.Count;

    public bool TryFind(Guid id, out StoredCommit commit) => _byId.TryGetValue(id, out commit);

    public void Add(Guid id, StoredCommit commit, DateTimeOffset now)
    {
        _byId.Add(id, commit);
        _inOrder.Enqueue((id, now));
        while (_inOrder.Count > CommitMemory.Commits && now - _inOrder.Peek().Stored > CommitMemory.Age)
        {
            _byId.Remove(_inOrder.Dequeue().Id);
            _forgotten++;
        }
    }

    public CommitRecall Recall(long revision, Guid id) =>
        revision <= _forgotten ? CommitRecall.Forgotten
        : _byId.TryGetValue(id, out StoredCommit commit) && commit.Revision == revision ? CommitRecall.Known
        : CommitRecall.Foreign;

    public void Clear()
    {
        _byId.Clear();
        _inOrder.Clear();
    }
}
