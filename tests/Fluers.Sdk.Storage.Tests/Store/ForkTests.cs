namespace Fluers.Sdk.Storage.Tests.Store;

/// <summary>A fork is the same whether the storage makes it or the store copies it.</summary>
public sealed class ForkTests
{
    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 5)]
    [InlineData(false, 5)]
    [InlineData(true, 10)]
    public async Task A_fork_has_the_entries_below_its_position(bool native, int atEntry)
    {
        SessionStore store = Store(native);
        Session<SessionState> source = await store.ConverseAsync(10);

        SessionId id = await store.ForkAsync(source.Id, atEntry);

        Session<SessionState> fork = (await store.LoadAsync<SessionState>(id))!;
        Assert.Equal(Enumerable.Range(0, atEntry).Select(i => $"{i}"), fork.State.Messages.Select(message => message.Text));
        Assert.Equal(1, fork.Revision);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_fork_behind_the_end_or_of_nothing_is_refused(bool native)
    {
        SessionStore store = Store(native);
        Session<SessionState> source = await store.ConverseAsync(3);

        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.ForkAsync(source.Id, 4));
        Assert.Contains("has 3 entries", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SessionNotFoundException>(async () => await store.ForkAsync(SessionId.New(), 0));
        Assert.Single(await store.ListAsync().ToListAsync());
    }

    private static SessionStore Store(bool native)
    {
        var storage = new MemoryStorage();
        return new SessionStore(native ? storage : new PlainStorage(storage));
    }
}
