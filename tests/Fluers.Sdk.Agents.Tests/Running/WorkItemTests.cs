using Fluers.Sdk.Agents.Workers;
using Fluers.Sdk.PostgreSql;
using Fluers.Sdk.Redis;
using Fluers.Sdk.Servers;
using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;
using StackExchange.Redis;

namespace Fluers.Sdk.Agents.Tests.Running;

/// <summary>However many inputs there have been, they leave nothing behind beside the log of their session.</summary>
public sealed class WorkItemTests : IDisposable
{
    private static readonly int Inputs = Sweep.Length(usual: 100, full: 500);

    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-work-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task Five_hundred_inputs_leave_no_session_in_memory() => GrowAsync(new MemoryStorage(), () => Task.FromResult(0L));

    [Fact]
    public Task Five_hundred_inputs_leave_no_file() => GrowAsync(
        FileStorage.Open(_folder), () => Task.FromResult<long>(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Count()));

    [Fact]
    public Task Five_hundred_inputs_leave_no_row_in_SQLite()
    {
        string path = Path.Combine(_folder, "agents.db");
        return GrowAsync(SqliteStorage.Open(path), async () =>
        {
            await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
            await connection.OpenAsync();
            await using SqliteCommand count = connection.CreateCommand();
            count.CommandText = "SELECT count(*) FROM sessions";
            return (long)(await count.ExecuteScalarAsync())!;
        });
    }

    [Fact]
    public async Task Five_hundred_inputs_leave_no_row_in_PostgreSQL()
    {
        Assert.SkipWhen(PostgreSqlServer.WhyMissing is not null, PostgreSqlServer.WhyMissing ?? "");
        string schema = $"work_{Guid.NewGuid():N}";
        await using NpgsqlDataSource server = NpgsqlDataSource.Create(PostgreSqlServer.Shared.ConnectionString);
        await GrowAsync(PostgreSqlStorage.Open(PostgreSqlServer.Shared.ConnectionString, new PostgreSqlOptions { Schema = schema }), async () =>
        {
            await using NpgsqlCommand count = server.CreateCommand($"SELECT count(*) FROM {schema}.sessions");
            return (long)(await count.ExecuteScalarAsync())!;
        });
        await using NpgsqlCommand drop = server.CreateCommand($"DROP SCHEMA {schema} CASCADE");
        await drop.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task Five_hundred_inputs_leave_no_key_in_Redis()
    {
        Assert.SkipWhen(RedisServer.WhyMissing is not null, RedisServer.WhyMissing ?? "");
        using RedisServer redis = RedisServer.StartPrivate();
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(redis.Configuration);
        await GrowAsync(RedisStorage.Open(redis.Configuration), () => connection.GetServers()[0].DatabaseSizeAsync());
    }

    [Fact]
    public async Task Sessions_that_take_turns_share_items_and_those_at_once_have_their_own()
    {
        var storage = new WatchedStorage(new MemoryStorage());
        await using var store = new SessionStore(storage);
        await using var runner = new SessionRunner<AgentState>(store, new StrictChatClient(new Testing.ScriptedModel()));
        for (int i = 0; i < 20; i++)
        {
            SessionId id = (await store.CreateAsync(new AgentState())).Id;
            await runner.InvokeAsync(id, "one after the other");
            await IdleAsync(store, storage);
        }

        Assert.Single(await ItemsAsync(store));

        for (int i = 0; i < 3; i++)
        {
            await runner.DispatchAsync((await store.CreateAsync(new AgentState())).Id, "at once");
        }

        Assert.Equal(3, (await ItemsAsync(store)).Count);
    }

    [Fact]
    public async Task One_that_only_accepts_takes_the_items_that_workers_have_released()
    {
        var storage = new WatchedStorage(new MemoryStorage());
        await using var store = new SessionStore(storage);
        await using var accepting = new SessionRunner<AgentState>(store, new StrictChatClient(new Testing.ScriptedModel()));
        await using var working = new SessionRunner<AgentState>(store, new StrictChatClient(new Testing.ScriptedModel()));
        SessionId id = (await store.CreateAsync(new AgentState())).Id;
        for (int i = 0; i < 20; i++)
        {
            await accepting.DispatchAsync(id, $"{i}");
            await working.ResumeAsync(id);
            await IdleAsync(store, storage);
        }

        Assert.Single(await ItemsAsync(store));
    }

    [Fact]
    public async Task An_item_of_an_earlier_build_is_seen_to_and_then_taken_like_any_other()
    {
        var storage = new WatchedStorage(new MemoryStorage());
        await using var store = new SessionStore(storage);
        SessionStore workers = store.ForTenant("fluers.agents:agent-state");
        Session<AgentWork> old = await workers.CreateAsync(Guid.CreateVersion7(), new AgentWork { Tenant = "default", Session = "s" });
        var receipt = Guid.CreateVersion7();
        var input = new AgentEntry.Admitted(receipt, [StoredMessage.From(new(Microsoft.Extensions.AI.ChatRole.User, "hello"))], DateTimeOffset.UtcNow) { Work = Guid.Parse(old.Id.Value) };
        await store.CreateAsync(new SessionId("s"), new AgentState { Log = [input] });
        await using var runner = new SessionRunner<AgentState>(store, new StrictChatClient(new Testing.ScriptedModel()));

        Assert.Equal("hello", Assert.Single(await runner.ResumeAsync(new SessionId("s"))).Text);
        await IdleAsync(store, storage);
        Assert.Equal("again", (await runner.InvokeAsync(new SessionId("s"), "again")).Text);

        Assert.Equal(old.Id, Assert.Single(await ItemsAsync(store)).Id);
    }

    [Fact]
    public async Task An_item_that_has_served_for_long_is_replaced()
    {
        await using var store = new SessionStore(new MemoryStorage());
        var items = new WorkItems(store);
        var session = new SessionKey("default", new SessionId("s"));
        var used = new HashSet<Guid>();
        for (int i = 0; i < 3000; i++)
        {
            WorkUse work = await items.TakeAsync(session, _ => false, CancellationToken.None);
            used.Add(work.Item);
            await items.ReleaseAsync(work, CancellationToken.None);
        }

        Assert.Equal(2, used.Count);
        Assert.Single(await store.ListAsync().ToListAsync());
    }

    /// <summary>An item becomes idle behind the outcome that its caller waits for.</summary>
    private static Task IdleAsync(SessionStore store, WatchedStorage storage) => storage.UntilAsync(async () =>
    {
        SessionStore workers = store.ForTenant("fluers.agents:agent-state");
        foreach (SessionInfo item in await ItemsAsync(store))
        {
            if (!(await workers.ReadHeadAsync<AgentWork>(item.Id)).IsIdle)
            {
                return false;
            }
        }

        return true;
    });

    private static async Task<List<SessionInfo>> ItemsAsync(SessionStore store) =>
        await store.ForTenant("fluers.agents:agent-state").ListAsync(new SessionQuery { Schema = SessionSchema<AgentWork>.Instance }).ToListAsync();

    /// <summary>Counts what there is after some inputs and after many. The session has one turn after the other, so both times it is the same.</summary>
    private static async Task GrowAsync(ISessionStorage stored, Func<Task<long>> countAsync)
    {
        var storage = new WatchedStorage(stored);
        await using var store = new SessionStore(storage);
        var runner = new SessionRunner<AgentState>(store, new StrictChatClient(new Testing.ScriptedModel()), new AgentOptions<AgentState> { PollInterval = TimeSpan.FromMilliseconds(20) });
        await using (runner)
        {
            // Several sessions, so that no log grows long.
            SessionId[] sessions = [.. Enumerable.Range(0, 25).Select(i => new SessionId($"s{i}"))];
            foreach (SessionId id in sessions)
            {
                await store.CreateAsync(id, new AgentState());
                await InvokeAsync(id);
            }

            (long Sessions, long Stored) before = ((await ItemsAsync(store)).Count, await countAsync());
            for (int i = sessions.Length; i < Inputs; i++)
            {
                await InvokeAsync(sessions[i % sessions.Length]);
            }

            Assert.Equal(before, ((await ItemsAsync(store)).Count, await countAsync()));
        }

        async Task InvokeAsync(SessionId id)
        {
            await runner.InvokeAsync(id, "hello");
            await IdleAsync(store, storage);
        }
    }
}
