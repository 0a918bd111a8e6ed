using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Agents.Testing;

/// <summary>A storage that fails at a commit to come, once or for good until the process that uses it has ended.</summary>
public sealed class UnreliableStorage(ISessionStorage storage) : DelegatingSessionStorage(storage)
{
    private readonly Lock _lock = new();
    private int _left;
    private StorageFault _fault;
    private bool _ends;
    private volatile bool _isGone;
    private CancellationTokenSource _ended = new();

    /// <summary>Told of a commit that fails, how it fails, and whether the process ends with it.</summary>
    public Action<SessionCommit, StorageFault, bool>? Failing { get; init; }

    /// <summary>Tells when the process ends.</summary>
    public CancellationToken Ended
    {
        get
        {
            lock (_lock)
            {
                return _ended.Token;
            }
        }
    }

    /// <summary>Fails at a commit, and goes on.</summary>
    /// <param name="commits">How many commits are made before.</param>
    /// <param name="fault">How it fails.</param>
    /// <param name="ends">Whether everything behind it fails too, as for a process that has ended.</param>
    public void FailAfter(int commits, StorageFault fault, bool ends)
    {
        lock (_lock)
        {
            (_left, _fault, _ends) = (commits + 1, fault, ends);
        }
    }

    /// <summary>The next process.</summary>
    public void Revive()
    {
        lock (_lock)
        {
            (_left, _isGone) = (0, false);
            if (_ended.IsCancellationRequested)
            {
                _ended = new CancellationTokenSource();
            }
        }
    }

    public override async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        ThrowIfGone();
        if (IsNow())
        {
            Failing?.Invoke(commit, _fault, _ends);
            if (_ends)
            {
                await _ended.CancelAsync();
            }

            if (_fault == StorageFault.OutcomeLost)
            {
                await base.CommitAsync(commit, cancellationToken);
            }

            throw new SessionStorageException("The storage is away.");
        }

        return await base.CommitAsync(commit, cancellationToken);
    }

    // What runs on behind an outcome may come to its fault when the next process has begun: then it is none any more.
    private bool IsNow()
    {
        lock (_lock)
        {
            bool isNow = _left > 0 && --_left == 0;
            _isGone |= isNow && _ends;
            return isNow;
        }
    }

    public override ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default)
    {
        ThrowIfGone();
        return base.ReadAsync(key, range, sink, cancellationToken);
    }

    public override ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        ThrowIfGone();
        return base.GetInfoAsync(key, cancellationToken);
    }

    public override ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default)
    {
        ThrowIfGone();
        return base.ListAsync(query, cancellationToken);
    }

    public override ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        ThrowIfGone();
        return base.DeleteAsync(key, cancellationToken);
    }

    private void ThrowIfGone()
    {
        if (_isGone)
        {
            throw new SessionStorageException("The process has ended.");
        }
    }
}
