using Fluers.Sdk;
using Fluers.Sdk.Sqlite;

namespace SupportAgent;

/// <summary>The file with all conversations.</summary>
internal sealed class SupportStore : IAsyncDisposable
{
    private const int SubjectLength = 48;

    private readonly CommitMeter _storage;
    private readonly SessionStore _sessions;

    private SupportStore(string path)
    {
        _storage = new CommitMeter(SqliteStorage.Open(path));
        _sessions = new SessionStore(_storage);
    }

    /// <summary>What the latest save stored.</summary>
    public CommitSize LastCommit => _storage.LastCommit;

    /// <summary>Opens the file, and creates it when it is missing.</summary>
    public static SupportStore Open(string path) => new(path);

    /// <summary>Opens the file; <see langword="null"/> when it is missing. Who only reads creates nothing.</summary>
    public static SupportStore? OpenExisting(string path) => File.Exists(path) || Directory.Exists(path) ? new(path) : null;

    /// <summary>Begins a session with what the customer says first: both are one commit, so there are no empty sessions.</summary>
    public ValueTask<Session<SupportSession>> CreateAsync(string model, string text) => _sessions.CreateAsync(new SupportSession
    {
        Model = model,
        Subject = text.Length <= SubjectLength ? text : $"{text.AsSpan(0, SubjectLength - 1).TrimEnd()}…",
        Priority = Priority.Normal,
        Turns = 1,
        Messages = [SupportMessage.User(text)],
    });

    /// <summary>Loads a session with its whole log; <see langword="null"/> when there is none with this id.</summary>
    public ValueTask<Session<SupportSession>?> LoadAsync(SessionId id) => _sessions.LoadAsync<SupportSession>(id);

    /// <summary>Lists the sessions, the latest updated first.</summary>
    public IAsyncEnumerable<SessionInfo> ListAsync() => _sessions.ListAsync();

    /// <summary>Reads the head of a session and none of its messages: constant time, however long the conversation.</summary>
    public ValueTask<SupportSession> ReadHeadAsync(SessionId id) => _sessions.ReadHeadAsync<SupportSession>(id);

    public ValueTask DisposeAsync() => _sessions.DisposeAsync();
}
