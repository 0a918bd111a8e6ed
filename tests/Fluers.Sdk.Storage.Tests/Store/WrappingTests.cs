using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Store;

/// <summary>A storage that stands in front of another one loses nothing of what that one can do.</summary>
public sealed class WrappingTests
{
    private readonly MemoryStorage _memory = new();

    [Fact]
    public async Task What_stands_in_front_hands_on_every_capability()
    {
        await using ISessionStorage wrapped = new Counting(new Counting(_memory));

        Assert.Same(_memory, wrapped.GetCapability<ISessionNotice>());
        Assert.Same(_memory, wrapped.GetCapability<ISessionFork>());
        Assert.Same(_memory, wrapped.GetCapability<ISessionTenants>());
        Assert.Null(wrapped.GetCapability<IFormattable>());
    }

    [Fact]
    public async Task A_storage_without_a_capability_has_none_however_it_is_wrapped()
    {
        await using ISessionStorage wrapped = new Counting(new PlainStorage(_memory));

        Assert.Null(wrapped.GetCapability<ISessionNotice>());
        Assert.Null(wrapped.GetCapability<ISessionFork>());
        Assert.Null(((ISessionStorage)new FaultInjectingStorage(wrapped)).GetCapability<ISessionFork>());
    }

    [Fact]
    public async Task A_store_forks_by_the_storage_behind_and_sees_all_calls_pass_by_the_one_in_front()
    {
        var counting = new Counting(_memory);
        await using var store = new SessionStore(counting);
        Session<SessionState> session = await store.ConverseAsync(3);

        SessionId fork = await store.ForkAsync(session.Id, 2);

        Assert.Equal(2, (await store.LoadAsync<SessionState>(fork))!.State.Messages.Count);
        Assert.Equal((4, 1), (counting.Commits, counting.Reads));   // a copy would have read and committed
    }

    [Fact]
    public async Task A_fork_fails_on_demand_like_a_commit()
    {
        var faults = new FaultInjectingStorage(_memory);
        await using var store = new SessionStore(faults);
        Session<SessionState> session = await store.ConverseAsync(1);

        faults.FailNext(StorageFault.NotSent);
        await Assert.ThrowsAsync<SessionStorageException>(async () => await store.ForkAsync(session.Id, 1));

        Assert.Single(await store.ListAsync().ToListAsync());
    }

    private sealed class Counting(ISessionStorage storage) : DelegatingSessionStorage(storage)
    {
        public int Commits { get; private set; }

        public int Reads { get; private set; }

        public override ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
        {
            Commits++;
            return base.CommitAsync(commit, cancellationToken);
        }

        public override ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default)
        {
            Reads++;
            return base.ReadAsync(key, range, sink, cancellationToken);
        }
    }
}
