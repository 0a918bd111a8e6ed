using System.Security.Cryptography;
using Fluers.Sdk.Agents;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Testing.Shared;
using SupportAgent;

namespace Fluers.Sdk.SupportAgent.Tests.Harness;

/// <summary>A directory of a test's own, in which the program runs and keeps its store.</summary>
public abstract class Workplace : IAsyncDisposable
{
    protected string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("support-agent-").FullName;

    protected string StorePath => Path.Combine(Directory, "sessions.db");

    /// <summary>Where the program has left a store, its conversations are ones that every provider takes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (LeavesGoodStore && File.Exists(StorePath))
        {
            await StrictConversations.CheckAsync<SupportConversation>(SqliteStorage.Open(StorePath));
        }

        System.IO.Directory.Delete(Directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether what a test leaves in its store is to be read: not where it damages it.</summary>
    protected virtual bool LeavesGoodStore => true;

    protected SessionStore OpenStore() => OpenStore(StorePath);

    protected static SessionStore OpenStore(string path) => new(SqliteStorage.Open(path));

    /// <summary>Stores a session as an earlier process may have left it.</summary>
    protected Task<SessionId> StoreAsync(params AgentEntry[] log) => StoreAsync(new SupportConversation { Subject = "Test", Log = [.. log] });

    protected async Task<SessionId> StoreAsync(SupportConversation conversation)
    {
        await using SessionStore store = OpenStore();
        return (await store.CreateAsync(conversation)).Id;
    }

    /// <summary>Reads a session as it is stored.</summary>
    private protected async Task<SupportConversation> ReadAsync(SessionId id)
    {
        await using SessionStore store = OpenStore();
        return (await store.LoadAsync<SupportConversation>(id))!.State;
    }

    /// <summary>Reads the one session that there is.</summary>
    private protected async Task<(SessionInfo Info, SupportConversation State)> ReadOnlySessionAsync()
    {
        await using SessionStore store = OpenStore();
        SessionInfo info = Assert.Single(await store.ListAsync().ToListAsync());
        return (info, (await store.LoadAsync<SupportConversation>(info.Id))!.State);
    }

    /// <summary>The entries of a log as they are stored.</summary>
    protected static IEnumerable<string> Encoded(IEnumerable<AgentEntry> log)
    {
        foreach (AgentEntry entry in log)
        {
            using var frame = new FrameWriter();
            frame.Write(SessionSchema<AgentEntry>.Instance, FrameKind.Entry, entry);
            yield return Convert.ToHexString(frame.Written.Span);
        }
    }

    /// <summary>The name and a hash of each file.</summary>
    protected IReadOnlyDictionary<string, string> Files() => System.IO.Directory
        .EnumerateFiles(Directory, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Directory, file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
}
