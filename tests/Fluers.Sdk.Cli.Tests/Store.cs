using System.Diagnostics;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Frames;
using Fluers.Sdk.PostgreSql;
using Fluers.Sdk.Redis;
using Fluers.Sdk.Servers;
using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Storage;
using Npgsql;

namespace Fluers.Sdk.Cli.Tests;

/// <summary>A real store of one kind, as the tool is told of it and as a test opens it. Without a server of its kind the test skips.</summary>
internal sealed class Store : IDisposable
{
    public static readonly string[] Local = ["sqlite", "file"];

    /// <summary>Those that several processes open at once.</summary>
    public static readonly string[] Shared = ["sqlite", "postgres", "redis"];

    public static readonly string[] Kinds = [.. Local, "postgres", "redis"];

    private const string Place = "FLUERS_TEST_PLACE";

    private readonly RedisServer? _own;

    /// <param name="kind">The kind.</param>
    /// <param name="alone">Whether no other test may have sessions in it: otherwise one on a server is shared, and each test has a tenant of its own.</param>
    public Store(string kind, bool alone = false)
    {
        string? why = kind switch { "postgres" => PostgreSqlServer.WhyMissing, "redis" => alone ? RedisServer.WhyNoPrivate : RedisServer.WhyMissing, _ => null };
        Assert.SkipWhen(why is not null, why ?? "");
        Kind = kind;
        Folder = Directory.CreateTempSubdirectory("fluers-cli-").FullName;
        Tenant = kind is "postgres" or "redis" ? Guid.NewGuid().ToString() : SessionKey.DefaultTenant;
        Url = kind switch
        {
            "sqlite" => $"sqlite:{Folder}/sessions.db",
            "file" => $"file:{Folder}/sessions",
            "postgres" => $"postgres:env:{Place}",
            "redis" => $"redis:file:{Folder}/connection",
            _ => throw new ArgumentException(kind, nameof(kind)),
        };
        if (kind == "redis")
        {
            _own = alone ? RedisServer.StartPrivate() : null;
            Connection = (_own ?? RedisServer.Shared).Configuration;
            File.WriteAllText(Path.Combine(Folder, "connection"), Connection + "\n");
        }
        else if (kind == "postgres")
        {
            Connection = PostgreSqlServer.Shared.ConnectionString + (alone ? $";Database={MakeDatabase()}" : "");
        }
    }

    public string Kind { get; }

    public string Url { get; }

    /// <summary>One of its own on a server, since others may use that.</summary>
    public string Tenant { get; init; }

    /// <summary>By which a server is reached; empty for a store without one.</summary>
    public string Connection { get; } = "";

    /// <summary>A folder for what else a test writes. No locks are in it.</summary>
    public string Folder { get; }

    /// <summary>The file of a session in a store of files.</summary>
    public string FileOf(string id) =>
        Directory.GetFiles(Path.Combine(Folder, "sessions"), "*", SearchOption.AllDirectories).Single(path => Path.GetFileName(path).Contains(id, StringComparison.Ordinal));

    /// <summary>What the tool needs in its environment to open the store.</summary>
    public Dictionary<string, string?> Environment => Kind == "postgres" ? new() { [Place] = Connection } : [];

    /// <summary>What the tool has around it when it runs within the tests, beside this store.</summary>
    public Surroundings Surroundings => Fluers.SurroundingsOf(Folder, Environment);

    public ISessionStorage Open() => Kind switch
    {
        "sqlite" => SqliteStorage.Open(Path.Combine(Folder, "sessions.db")),
        "file" => FileStorage.Open(Path.Combine(Folder, "sessions")),
        "postgres" => PostgreSqlStorage.Open(Connection),
        _ => RedisStorage.Open(Connection),
    };

    /// <summary>Runs a command on this store.</summary>
    public Task<Ran> RunAsync(params string[] command) => Fluers.RunWithAsync(Folder, Environment, OnIt(command));

    /// <summary>Runs a command on this store, for the sessions of all tenants.</summary>
    public Task<Ran> RunOnAllAsync(params string[] command) => Fluers.RunWithAsync(Folder, Environment, [.. command, "--store", Url, "--all-tenants"]);

    /// <summary>Starts a command on this store.</summary>
    public Process Start(params string[] command) => Fluers.Start(Folder, Environment, OnIt(command));

    /// <summary>Stores sessions of the SDK's own envelope, each with as many messages.</summary>
    public Task<Store> WithAsync(int messages, params string[] ids) => WithAsync(Tenant, messages, ids);

    /// <summary>Stores sessions of the SDK's own envelope in a tenant.</summary>
    public async Task<Store> WithAsync(string tenant, int messages, params string[] ids)
    {
        await using var all = new SessionStore(Open());
        SessionStore store = all.ForTenant(tenant);
        foreach (string id in ids)
        {
            Session<SessionState> session = await store.CreateAsync(new SessionId(id), new SessionState { Model = "gpt-5", MaxTurns = 8, SystemMessage = "Be brief." });
            for (int i = 0; i < messages; i++)
            {
                session.Append(i % 2 == 0 ? AgentMessage.User($"question {i}") : AgentMessage.Assistant($"answer {i}"));
            }

            await session.SaveAsync();
        }

        return this;
    }

    /// <summary>Stores the session of the support agent's first release, two messages long, as that release stored it.</summary>
    public Task<Store> WithFirstReleaseAsync(params string[] ids) => WithFirstReleaseInAsync(Tenant, ids);

    /// <summary>Stores that session in a tenant.</summary>
    public async Task<Store> WithFirstReleaseInAsync(string tenant, params string[] ids)
    {
        string database = Path.Combine(Folder, "release-1.db");
        File.Copy(Path.Combine(Fluers.Folder("samples/SupportAgent.Releases"), "release-1.db"), database, overwrite: true);
        using var frames = new MemoryStream();
        await using (var release = new SessionStore(SqliteStorage.Open(database)))
        {
            await release.ExportAsync(new SessionId("release-1"), frames);
        }

        await using var all = new SessionStore(Open());
        SessionStore store = all.ForTenant(tenant);
        foreach (string id in ids)
        {
            frames.Position = 0;
            await store.ImportAsync(new SessionId(id), frames);
        }

        return this;
    }

    /// <summary>Stores a session of the SDK's own envelope in a version that no build reads yet.</summary>
    public async Task<Store> WithNewerReleaseInAsync(string tenant, string id)
    {
        byte[] head = SessionSchema<SessionState>.Instance.Encode(new SessionState { Model = "gpt-9", MaxTurns = 1 }, FrameKind.Head);
        (FrameHeader.Parse(head) with { Version = 9, MinReader = 9 }).Seal(head);
        await using ISessionStorage storage = Open();
        await storage.CommitAsync(new SessionCommit { Key = new SessionKey(tenant, new SessionId(id)), ExpectedRevision = 0, CommitId = Guid.NewGuid(), Head = head });
        return this;
    }

    public void Dispose()
    {
        _own?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static string MakeDatabase()
    {
        string name = $"fluers_{Guid.NewGuid():N}";
        using NpgsqlDataSource server = NpgsqlDataSource.Create(PostgreSqlServer.Shared.ConnectionString);
        using NpgsqlCommand create = server.CreateCommand($"CREATE DATABASE {name}");
        create.ExecuteNonQuery();
        return name;
    }

    /// <summary>A command with what names this store and its tenant.</summary>
    public string[] OnIt(params string[] command) => [.. command, "--store", Url, "--tenant", Tenant];
}
