using System.Security.Cryptography;
using Fluers.Sdk.Sqlite;
using SupportAgent;

namespace Fluers.Sdk.SupportAgent.Tests.Harness;

/// <summary>A directory of a test's own, in which the program runs and keeps its store.</summary>
public abstract class Workplace : IDisposable
{
    protected string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("support-agent-").FullName;

    protected string StorePath => Path.Combine(Directory, "sessions.db");

    public void Dispose()
    {
        System.IO.Directory.Delete(Directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected SessionStore OpenStore() => OpenStore(StorePath);

    protected static SessionStore OpenStore(string path) => new(SqliteStorage.Open(path));

    /// <summary>Stores a session as an earlier process may have left it.</summary>
    protected async Task<SessionId> StoreAsync(params SupportMessage[] messages)
    {
        await using SessionStore store = OpenStore();
        return (await store.CreateAsync(new SupportSession { Model = "offline", Subject = "Test", Priority = Priority.Normal, Turns = 1, Messages = [.. messages] })).Id;
    }

    /// <summary>Reads a session as it is stored.</summary>
    private protected async Task<SupportSession> ReadAsync(SessionId id)
    {
        await using SessionStore store = OpenStore();
        return (await store.LoadAsync<SupportSession>(id))!.State;
    }

    /// <summary>Reads the one session that there is.</summary>
    private protected async Task<(SessionInfo Info, SupportSession State)> ReadOnlySessionAsync()
    {
        await using SessionStore store = OpenStore();
        SessionInfo info = Assert.Single(await store.ListAsync().ToListAsync());
        return (info, (await store.LoadAsync<SupportSession>(info.Id))!.State);
    }

    /// <summary>The name and a hash of each file.</summary>
    protected IReadOnlyDictionary<string, string> Files() => System.IO.Directory
        .EnumerateFiles(Directory, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Directory, file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
}
