using System.Diagnostics;
using Fluers.Sdk.PostgreSql;
using Fluers.Sdk.Redis;
using Fluers.Sdk.Servers;
using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Tests;

/// <summary>A real store of one kind, as the tool is told of it and as a test opens it. Without a server of its kind the test skips.</summary>
internal sealed class Store : IDisposable
{
    public static readonly string[] Local = ["sqlite", "file"];

    /// <summary>Those that several processes open at once.</summary>
    public static readonly string[] Shared = ["sqlite", "postgres", "redis"];

    public static readonly string[] Kinds = [.. Local, "postgres", "redis"];

    private const string Place = "FLUERS_TEST_PLACE";

    public Store(string kind)
    {
        string? why = kind switch { "postgres" => PostgreSqlServer.WhyMissing, "redis" => RedisServer.WhyMissing, _ => null };
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
            File.WriteAllText(Path.Combine(Folder, "connection"), RedisServer.Shared.Configuration + "\n");
        }
    }

    public string Kind { get; }

    public string Url { get; }

    /// <summary>One of its own on a server, since others may use that.</summary>
    public string Tenant { get; init; }

    /// <summary>A folder for what else a test writes. No locks are in it.</summary>
    public string Folder { get; }

    /// <summary>What the tool needs in its environment to open the store.</summary>
    public Dictionary<string, string?> Environment => Kind == "postgres" ? new() { [Place] = PostgreSqlServer.Shared.ConnectionString } : [];

    public ISessionStorage Open() => Kind switch
    {
        "sqlite" => SqliteStorage.Open(Path.Combine(Folder, "sessions.db")),
        "file" => FileStorage.Open(Path.Combine(Folder, "sessions")),
        "postgres" => PostgreSqlStorage.Open(PostgreSqlServer.Shared.ConnectionString),
        _ => RedisStorage.Open(RedisServer.Shared.Configuration),
    };

    /// <summary>Runs a command on this store.</summary>
    public Task<Ran> RunAsync(params string[] command) => Fluers.RunWithAsync(Folder, Environment, OnIt(command));

    /// <summary>Starts a command on this store.</summary>
    public Process Start(params string[] command) => Fluers.Start(Folder, Environment, OnIt(command));

    /// <summary>Stores sessions of the SDK's own envelope, each with as many messages.</summary>
    public async Task<Store> WithAsync(int messages, params string[] ids)
    {
        await using var all = new SessionStore(Open());
        SessionStore store = all.ForTenant(Tenant);
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
    public async Task<Store> WithFirstReleaseAsync(params string[] ids)
    {
        string database = Path.Combine(Folder, "release-1.db");
        File.Copy(Path.Combine(Fluers.Folder("samples/SupportAgent.Releases"), "release-1.db"), database);
        using var frames = new MemoryStream();
        await using (var release = new SessionStore(SqliteStorage.Open(database)))
        {
            await release.ExportAsync(new SessionId("release-1"), frames);
        }

        await using var all = new SessionStore(Open());
        SessionStore store = all.ForTenant(Tenant);
        foreach (string id in ids)
        {
            frames.Position = 0;
            await store.ImportAsync(new SessionId(id), frames);
        }

        return this;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string[] OnIt(string[] command) => [.. command, "--store", Url, "--tenant", Tenant];
}
