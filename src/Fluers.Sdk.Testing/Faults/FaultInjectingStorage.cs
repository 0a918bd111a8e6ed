using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>
/// Stands in front of a storage and lets calls go wrong, as a test says or at random, so that a program shows what it does
/// when its storage fails. Without faults it is the storage itself, with all that it can do.
/// </summary>
/// <param name="storage">Where sessions live. Disposed with this one.</param>
public sealed class FaultInjectingStorage(ISessionStorage storage) : DelegatingSessionStorage(storage)
{
    private readonly Queue<(StorageCalls Calls, StorageFault Fault)> _planned = [];
    private readonly Lock _lock = new();
    private StorageCalls _callsAtRandom;
    private double _share;
    private Random _random = new(0);

    /// <summary>How many calls went wrong.</summary>
    public int Faults { get; private set; }

    /// <summary>Lets the next call go wrong, or the next of some kinds. Faults that were planned before come first.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="calls">Which calls to wait for; commits unless stated.</param>
    public void FailNext(StorageFault fault, StorageCalls calls = StorageCalls.Commit)
    {
        lock (_lock)
        {
            _planned.Enqueue((calls, fault));
        }
    }

    /// <summary>Lets a share of calls go wrong, each with any of the faults.</summary>
    /// <param name="share">How many of all, from 0 for none to 1.</param>
    /// <param name="seed">Gives the same faults for the same calls in the same order.</param>
    /// <param name="calls">Which calls; all unless stated.</param>
    public void FailAtRandom(double share, int seed, StorageCalls calls = StorageCalls.All)
    {
        lock (_lock)
        {
            (_share, _callsAtRandom, _random) = (share, calls, new Random(seed));
        }
    }

    /// <inheritdoc/>
    public override ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default) =>
        CallAsync(StorageCalls.Commit, () => Inner.CommitAsync(commit, cancellationToken));

    /// <inheritdoc/>
    public override ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default)
    {
        StorageFault? fault = Next(StorageCalls.Read);
        return fault == StorageFault.Damaged
            ? Inner.ReadAsync(key, range, new DamagingSink(sink), cancellationToken)
            : CallAsync(fault, () => Inner.ReadAsync(key, range, sink, cancellationToken));
    }

    /// <inheritdoc/>
    public override ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default) =>
        CallAsync(StorageCalls.List, () => Inner.GetInfoAsync(key, cancellationToken));

    /// <inheritdoc/>
    public override ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default) =>
        CallAsync(StorageCalls.List, () => Inner.ListAsync(query, cancellationToken));

    /// <inheritdoc/>
    public override ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default) =>
        CallAsync(StorageCalls.List, () => Inner.RecallAsync(key, revision, commitId, cancellationToken));

    /// <inheritdoc/>
    public override ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default) =>
        CallAsync(StorageCalls.Delete, () => Inner.DeleteAsync(key, cancellationToken));

    /// <inheritdoc/>
    public override T? GetCapability<T>()
        where T : class =>
        base.GetCapability<T>() is ISessionFork fork && typeof(T) == typeof(ISessionFork) ? (T)(object)new FailingFork(this, fork) : base.GetCapability<T>();

    private ValueTask<T> CallAsync<T>(StorageCalls kind, Func<ValueTask<T>> call) => CallAsync(Next(kind), call);

    private static async ValueTask<T> CallAsync<T>(StorageFault? fault, Func<ValueTask<T>> call)
    {
        if (fault is StorageFault.NotSent or StorageFault.Damaged)
        {
            throw new SessionStorageException("An injected fault: the call did not reach the storage. Nothing was done; try again.");
        }

        T result = await call().ConfigureAwait(false);
        return fault is null
            ? result
            : throw new SessionStorageException("An injected fault: the outcome of the call was lost. Whether it was done is not known; try again.");
    }

    private StorageFault? Next(StorageCalls kind)
    {
        lock (_lock)
        {
            StorageFault? fault = null;
            if (_planned.TryPeek(out (StorageCalls Calls, StorageFault Fault) planned) && planned.Calls.HasFlag(kind))
            {
                fault = _planned.Dequeue().Fault;
            }
            else if (_callsAtRandom.HasFlag(kind) && _random.NextDouble() < _share)
            {
                fault = (StorageFault)_random.Next(3);
            }

            Faults += fault is null ? 0 : 1;
            return fault;
        }
    }

    /// <summary>A fork is a commit, and fails like one.</summary>
    private sealed class FailingFork(FaultInjectingStorage owner, ISessionFork fork) : ISessionFork
    {
        public ValueTask<CommitOutcome> ForkAsync(SessionKey source, long entryCount, SessionKey target, CancellationToken cancellationToken = default) =>
            owner.CallAsync(StorageCalls.Commit, () => fork.ForkAsync(source, entryCount, target, cancellationToken));
    }

    /// <summary>Hands on what is read, its last byte changed.</summary>
    private sealed class DamagingSink(IFrameSink sink) : IFrameSink
    {
        public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head) => sink.OnHead(info, Damaged(head));

        public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames) => sink.OnEntries(firstEntry, Damaged(frames));

        private static byte[] Damaged(ReadOnlySpan<byte> bytes)
        {
            byte[] damaged = bytes.ToArray();
            damaged[^1] ^= 1;
            return damaged;
        }
    }
}
