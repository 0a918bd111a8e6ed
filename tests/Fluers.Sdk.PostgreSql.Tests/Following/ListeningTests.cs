using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.PostgreSql.Tests.Following;

/// <summary>Who follows a session hears of the commits of other storages, over one connection that is replaced when it breaks.</summary>
public sealed class ListeningTests : PostgreSqlTest
{
    // Below the time after which all who wait look for themselves, and far beyond what a notification takes.
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Another_storages_commits_deletions_and_forks_are_heard_of()
    {
        await using PostgreSqlStorage other = Open();
        await other.FillAsync(Stored.Key, 1);

        Task commit = Storage.WaitForChangeAsync(Stored.Key, 1).AsTask();
        await ListeningAsync();
        await other.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1"));
        await commit.WaitAsync(Never);

        Task deletion = Storage.WaitForChangeAsync(Stored.Key, 2).AsTask();
        await other.DeleteAsync(Stored.Key);
        await deletion.WaitAsync(Never);
    }

    [Fact]
    public async Task All_who_wait_share_one_connection()
    {
        await using PostgreSqlStorage storage = Open($"Application Name={Schema}");
        SessionKey[] keys = [.. Enumerable.Range(0, 100).Select(i => new SessionKey(new SessionId($"session-{i}")))];
        foreach (SessionKey key in keys)
        {
            await storage.FillAsync(key, 1);
        }

        Task[] waiting = [.. keys.Select(key => storage.WaitForChangeAsync(key, 1).AsTask())];
        await ListeningAsync();
        Assert.Equal(1, await Sql.QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND query LIKE 'LISTEN%'", Schema));

        await using PostgreSqlStorage other = Open();
        foreach (SessionKey key in keys)
        {
            await other.CommitAsync(TestCommits.Commit(key, 1, null, "1"));
        }

        await Task.WhenAll(waiting).WaitAsync(Never);
    }

    [Fact]
    public async Task A_connection_that_broke_is_replaced_and_nothing_is_missed()
    {
        await using PostgreSqlStorage storage = Open($"Application Name={Schema}");
        await using PostgreSqlStorage other = Open();
        await other.FillAsync(Stored.Key, 1);
        Task waiting = storage.WaitForChangeAsync(Stored.Key, 1).AsTask();
        await ListeningAsync();

        for (int i = 0; i < 5; i++)
        {
            await Sql.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND query LIKE 'LISTEN%'", Schema);
            await other.CommitAsync(TestCommits.Commit(Stored.Key, 1 + i, null, $"{1 + i}"));
            await waiting.WaitAsync(Never);
            waiting = storage.WaitForChangeAsync(Stored.Key, 2 + i).AsTask();
        }

        await other.DeleteAsync(Stored.Key);
        await waiting.WaitAsync(Never);
    }

    [Fact]
    public async Task Words_of_somebody_else_on_a_channel_wake_nobody_and_break_nothing()
    {
        await Storage.FillAsync(Stored.Key, 1);
        Task waiting = Storage.WaitForChangeAsync(Stored.Key, 1).AsTask();
        await ListeningAsync();
        string channel = new PostgreSql.Following.ChangeChannel(Schema).NameOf(Stored.Key);
        foreach (string text in new[] { "", "/", "default/", "a/b/c", "default/session", new string('x', 7000) })
        {
            await Sql.ExecuteAsync("SELECT pg_notify($1, $2)", channel, text);
        }

        // What is told last on the same channel is heard last.
        await using PostgreSqlStorage other = Open();
        SessionKey last = Enumerable.Range(0, 10_000).Select(i => new SessionKey(new SessionId($"last-{i}")))
            .First(key => new PostgreSql.Following.ChangeChannel(Schema).NameOf(key) == channel);
        await other.FillAsync(last, 1);
        Task heard = Storage.WaitForChangeAsync(last, 1).AsTask();
        await other.CommitAsync(TestCommits.Commit(last, 1, null, "1"));
        await heard.WaitAsync(Never);
        Assert.False(waiting.IsCompleted);
        await other.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1"));
        await waiting.WaitAsync(Never);
    }

    [Fact]
    public async Task Who_cannot_listen_is_told()
    {
        await Storage.FillAsync(Stored.Key, 1);
        await using PostgreSqlStorage crowded = Open("Maximum Pool Size=1;Timeout=1");
        await crowded.SetUpAsync();
        Task one = crowded.WaitForChangeAsync(Stored.Key, 1).AsTask();

        // The only connection of the pool listens, so that nobody can look.
        await Assert.ThrowsAsync<SessionStorageException>(async () => await one.WaitAsync(Never));
    }

    private async Task ListeningAsync()
    {
        while (await Sql.QueryAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND state = 'idle' AND query LIKE $1",
            $"%{new PostgreSql.Following.ChangeChannel(Schema).NameOf(Stored.Key)[..^3]}%") == 0)
        {
            await Task.Delay(5);
        }
    }
}
