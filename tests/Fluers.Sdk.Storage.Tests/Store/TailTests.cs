namespace Fluers.Sdk.Storage.Tests.Store;

/// <summary>Who follows a log gets each entry once, in order, whenever it is stored, with the storage's help or without.</summary>
public sealed class TailTests : IAsyncLifetime
{
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);

    private readonly MemoryStorage _storage = new();
    private readonly CancellationTokenSource _giveUp = new(Never);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        _giveUp.Dispose();
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 7)]
    [InlineData(true, 12)]
    [InlineData(false, 0)]
    public async Task What_is_stored_comes_first_and_then_what_is_appended(bool notices, int from)
    {
        SessionStore store = Store(notices);
        Session<SessionState> session = await store.ConverseAsync(10);
        Task<List<string>> following = TakeAsync(store, session.Id, from, count: 20 - from);

        for (int i = 10; i < 20; i++)
        {
            session.Append(Conversation.Message(i));
            await session.SaveAsync();
            await Task.Delay(i % 3);
        }

        Assert.Equal(Enumerable.Range(from, 20 - from).Select(i => $"{i}"), await following.WaitAsync(Never));
    }

    [Fact]
    public async Task A_log_longer_than_one_read_comes_whole()
    {
        SessionStore store = Store(notices: true);
        Session<SessionState> session = await store.CreateAsync(
            Conversation.State() with { Messages = [.. Enumerable.Range(0, 1000).Select(Conversation.Message)] });

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"), await TakeAsync(store, session.Id, 0, 1000));
    }

    [Fact]
    public async Task A_save_of_the_head_alone_brings_no_entry_and_ends_nothing()
    {
        SessionStore store = Store(notices: true);
        Session<SessionState> session = await store.ConverseAsync(1);
        Task<List<string>> following = TakeAsync(store, session.Id, 0, 2);

        session.Update(state => state with { Model = "another" });
        await session.SaveAsync();
        session.Append(Conversation.Message(1));
        await session.SaveAsync();

        Assert.Equal(["0", "1"], await following.WaitAsync(Never));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deletion_ends_the_following(bool notices)
    {
        SessionStore store = Store(notices);
        Session<SessionState> session = await store.ConverseAsync(2);
        await using IAsyncEnumerator<AgentMessage> tail = store.TailAsync<AgentMessage>(session.Id, 0, _giveUp.Token).GetAsyncEnumerator();
        Assert.True(await tail.MoveNextAsync());
        Assert.True(await tail.MoveNextAsync());
        Task<bool> next = tail.MoveNextAsync().AsTask();

        await store.DeleteAsync(session.Id);

        Assert.False(await next.WaitAsync(Never));
    }

    [Fact]
    public async Task A_session_that_does_not_exist_cannot_be_followed()
    {
        await Assert.ThrowsAsync<SessionNotFoundException>(async () => await TakeAsync(Store(notices: true), SessionId.New(), 0, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Following_can_be_given_up(bool notices)
    {
        SessionStore store = Store(notices);
        Session<SessionState> session = await store.ConverseAsync(1);
        using var giveUp = new CancellationTokenSource();
        await using IAsyncEnumerator<AgentMessage> tail = store.TailAsync<AgentMessage>(session.Id, 0, giveUp.Token).GetAsyncEnumerator(giveUp.Token);
        Assert.True(await tail.MoveNextAsync());

        ValueTask<bool> next = tail.MoveNextAsync();
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next.AsTask().WaitAsync(Never));
    }

    [Fact]
    public async Task Many_may_follow_one_session_and_each_gets_all()
    {
        SessionStore store = Store(notices: true);
        Session<SessionState> session = await store.ConverseAsync(0);
        Task<List<string>>[] following = [.. Enumerable.Range(0, 20).Select(_ => Task.Run(() => TakeAsync(store, session.Id, 0, 50)))];

        for (int i = 0; i < 50; i++)
        {
            session.Append(Conversation.Message(i));
            await session.SaveAsync();
        }

        Assert.All(await Task.WhenAll(following).WaitAsync(Never), entries => Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), entries));
    }

    private SessionStore Store(bool notices) => new(notices ? _storage : new PlainStorage(_storage));

    private async Task<List<string>> TakeAsync(SessionStore store, SessionId id, long from, int count)
    {
        var entries = new List<string>();
        await foreach (AgentMessage message in store.TailAsync<AgentMessage>(id, from, _giveUp.Token))
        {
            entries.Add(message.Text);
            if (entries.Count == count)
            {
                break;
            }
        }

        return entries;
    }
}
