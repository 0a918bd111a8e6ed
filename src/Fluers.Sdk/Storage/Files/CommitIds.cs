namespace Fluers.Sdk.Storage;

/// <summary>What the ids of a session's last commits stand for, as many as <see cref="CommitMemory.Commits"/> says.</summary>
internal sealed class CommitIds
{
    private readonly Dictionary<Guid, StoredCommit> _commits = [];
    private readonly Queue<(Guid Id, long Revision)> _order = [];

    public int Count => _order.Count;

    public bool TryFind(Guid id, out StoredCommit commit) => _commits.TryGetValue(id, out commit);

    public void Add(CommitRecord record)
    {
        if (_order.Count == CommitMemory.Commits)
        {
            (Guid oldest, long revision) = _order.Dequeue();
            if (_commits[oldest].Revision == revision)   // the id may have been used again since
            {
                _commits.Remove(oldest);
            }
        }

        _order.Enqueue((record.CommitId, record.Revision));
        _commits[record.CommitId] = new StoredCommit(record.ContentHash, record.Revision, record.EntryCount);
    }
}
