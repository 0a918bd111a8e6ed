using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Redis.Tests.Wire;

/// <summary>Who gives up a call that the server does not answer comes back, and is told what that means for what was to be stored.</summary>
public sealed class GivingUpTests : IAsyncLifetime
{
    // Only against hanging.
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);

    private RedisServer? _server;
    private RedisStorage? _storage;

    private RedisStorage Storage => _storage!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RedisServer.WhyNoPrivate is not null, RedisServer.WhyNoPrivate ?? "");
        _server = RedisServer.StartPrivate();
        _storage = RedisStorage.Open($"{_server.Configuration},asyncTimeout=600000,syncTimeout=600000");
        await _storage.FillAsync(Stored.Key, 1);
    }

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null)
        {
            _server!.Thaw();
            await _storage.DisposeAsync();
            _server.Dispose();
        }
    }

    [Fact]
    public async Task A_commit_that_is_given_up_while_the_server_answers_nobody_is_in_doubt_until_it_is_repeated()
    {
        SessionCommit commit = TestCommits.Commit(Stored.Key, 1, null, "1");
        using var giveUp = new CancellationTokenSource();
        _server!.Freeze();

        Task<CommitOutcome> waiting = Storage.CommitAsync(commit, giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        SessionStorageException doubt = await Assert.ThrowsAsync<SessionStorageException>(async () => await waiting.WaitAsync(Never));

        Assert.Contains("Whether the change was stored is not known", doubt.Message, StringComparison.Ordinal);
        _server!.Thaw();
        Assert.Contains((await Storage.CommitAsync(commit)).Status, new[] { CommitStatus.Committed, CommitStatus.Repeated });
        Assert.Equal(Stored.Numbers(0, 2), (await Storage.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_deletion_that_is_given_up_is_in_doubt()
    {
        using var giveUp = new CancellationTokenSource();
        _server!.Freeze();

        Task<bool> waiting = Storage.DeleteAsync(Stored.Key, giveUp.Token).AsTask();
        await giveUp.CancelAsync();

        await Assert.ThrowsAsync<SessionStorageException>(async () => await waiting.WaitAsync(Never));
        _server!.Thaw();
        await Storage.DeleteAsync(Stored.Key);
        Assert.Null(await Storage.GetInfoAsync(Stored.Key));
    }

    [Fact]
    public async Task What_is_given_up_before_it_is_sent_is_not_stored()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1"), new CancellationToken(canceled: true)));

        Assert.Equal(1, (await Storage.GetInfoAsync(Stored.Key))!.Revision);
    }

    [Fact]
    public async Task A_look_is_given_up_while_the_server_answers_nobody()
    {
        _server!.Freeze();
        await AssertGivenUpAsync(token => Storage.ReadAsync(Stored.Key, EntryRange.All, new RecordedSession(), token).AsTask());
        await AssertGivenUpAsync(token => Storage.GetInfoAsync(Stored.Key, token).AsTask());
        await AssertGivenUpAsync(token => Storage.RecallAsync(Stored.Key, 1, Guid.NewGuid(), token).AsTask());
        await AssertGivenUpAsync(token => Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant }, token).AsTask());
        _server!.Thaw();
    }

    [Fact]
    public async Task Opening_is_given_up_while_the_server_answers_nobody_and_nothing_is_stored()
    {
        await using var opened = RedisStorage.Open($"{_server!.Configuration},asyncTimeout=600000,syncTimeout=600000,connectTimeout=600000");
        using var giveUp = new CancellationTokenSource();
        _server.Freeze();

        Task<CommitOutcome> waiting = opened.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1"), giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting.WaitAsync(Never));

        _server.Thaw();
        Assert.Equal(1, (await opened.GetInfoAsync(Stored.Key))!.Revision);
    }

    [Fact]
    public async Task Connections_that_are_made_while_the_storage_is_closed_are_closed_with_it()
    {
        var opened = RedisStorage.Open($"{_server!.Configuration},name=late,asyncTimeout=600000,syncTimeout=600000,connectTimeout=600000");
        _server.Freeze();
        Task waiting = opened.SetUpAsync().AsTask();

        await opened.DisposeAsync();
        _server.Thaw();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiting.WaitAsync(Never));
        for (long start = Environment.TickCount64; _server.Clients().Contains("name=late", StringComparison.Ordinal); await Task.Delay(20))
        {
            Assert.True(Environment.TickCount64 - start < Never.TotalMilliseconds, "The connection is still open.");
        }
    }

    [Fact]
    public async Task A_session_repeats_at_its_next_save_what_was_given_up()
    {
        var store = new SessionStore(Storage);
        Session<SessionState> session = await store.CreateAsync(new SessionState { Model = "m", MaxTurns = 3 });
        session.Append(AgentMessage.User("once"));
        using var giveUp = new CancellationTokenSource();
        _server!.Freeze();
        Task save = session.SaveAsync(giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAsync<SessionStorageException>(async () => await save.WaitAsync(Never));
        _server!.Thaw();

        session.Append(AgentMessage.User("twice"));
        await session.SaveAsync();

        Assert.Equal(["once", "twice"], (await store.LoadAsync<SessionState>(session.Id))!.State.Messages.Select(message => message.Text));
    }

    // The law of busy places, but for what no server of Redis does: to take back what it was sent.
    [Fact]
    public async Task Who_does_not_give_up_has_his_turn_and_no_thread_waits_with_him()
    {
        _server!.Freeze();
        var waiting = new Task<CommitOutcome>[200];
        for (int i = 0; i < waiting.Length; i++)
        {
            SessionCommit commit = TestCommits.Commit(Stored.Key, i + 1, null, $"{i + 1}");
            waiting[i] = await Task.Factory
                .StartNew(() => Storage.CommitAsync(commit).AsTask(), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).WaitAsync(Never);
        }

        Assert.All(waiting, call => Assert.False(call.IsCompleted, "The server answers."));
        _server!.Thaw();

        CommitOutcome[] outcomes = await Task.WhenAll(waiting).WaitAsync(Never);
        Assert.All(outcomes, outcome => Assert.True(outcome.Status is CommitStatus.Committed or CommitStatus.Repeated or CommitStatus.Conflict));
        Assert.Contains(outcomes, outcome => outcome.Status != CommitStatus.Conflict);
        RecordedSession read = await Storage.ReadAsync(Stored.Key);
        Assert.Equal(Stored.Numbers(0, read.Entries.Count), read.Entries);
    }

    private static async Task AssertGivenUpAsync<T>(Func<CancellationToken, Task<T>> call)
    {
        using var giveUp = new CancellationTokenSource();
        Task<T> waiting = call(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting.WaitAsync(Never));
    }
}
