using Fluers.Sdk.Servers;
using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Tests;

/// <summary>A real store of one kind, as the tool is told of it and as a test opens it.</summary>
internal sealed class Store : IDisposable
{
    public static readonly string[] Local = ["sqlite", "file"];

    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-cli-").FullName;

    public Store(string kind) => (Kind, Url) = (kind, kind switch
    {
        "sqlite" => $"sqlite:{_folder}/sessions.db",
        "file" => $"file:{_folder}/sessions",
        _ => throw new ArgumentException(kind, nameof(kind)),
    });

    public string Kind { get; }

    public string Url { get; }

    /// <summary>A folder for what else a test writes.</summary>
    public string Folder => _folder;

    public ISessionStorage Open() => Kind switch
    {
        "sqlite" => SqliteStorage.Open(Path.Combine(_folder, "sessions.db")),
        _ => FileStorage.Open(Path.Combine(_folder, "sessions")),
    };

    /// <summary>Stores sessions of the SDK's own envelope, each with as many messages.</summary>
    public async Task<Store> WithAsync(int messages, params string[] ids)
    {
        await using var store = new SessionStore(Open());
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

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
