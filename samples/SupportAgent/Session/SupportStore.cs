using Fluers.Sdk;
using Fluers.Sdk.Sqlite;

namespace SupportAgent;

/// <summary>The file with all conversations.</summary>
internal sealed class SupportStore : IAsyncDisposable
{
    private readonly WatchedStorage _storage;
    private readonly SessionStore _sessions;

    private SupportStore(string path)
    {
        _storage = new WatchedStorage(SqliteStorage.Open(path));
        _sessions = new SessionStore(_storage);
    }

    /// <summary>Opens the file, and creates it when it is missing.</summary>
    public static SupportStore Open(string path) => new(path);

    /// <summary>Opens the file; <see langword="null"/> when it is missing. Who only reads creates nothing.</summary>
    public static SupportStore? OpenExisting(string path) => File.Exists(path) || Directory.Exists(path) ? new(path) : null;

    /// <summary>Tells of every save from now on.</summary>
    public void Watch(Func<Saved, Task> onSaved) => _storage.OnSaved = onSaved;

    /// <summary>Begins a session with what the customer says first: both are one commit, so there are no empty sessions.</summary>
    public ValueTask<Session<SupportConversation>> CreateAsync(string text) => _sessions.CreateAsync(SupportConversation.Begin(text));

    /// <summary>Loads a session with its whole log; one of an earlier release as the session that goes on with it.</summary>
    /// <returns>The session, and the version of the earlier release; <see langword="null"/> for what there is not.</returns>
    public async ValueTask<(Session<SupportConversation>? Session, int? Earlier)> LoadAsync(SessionId id)
    {
        SessionLoad<SupportConversation> load = await _sessions.TryLoadAsync<SupportConversation>(id);
        if (load.Verdict != SchemaVerdict.UnknownSchema)
        {
            return (load.Refusal is { } refusal ? throw refusal : load.Session, null);
        }

        SessionLoad<SupportSession> earlier = await _sessions.TryLoadAsync<SupportSession>(id);
        return earlier.Session is { } session
            ? (await ContinueAsync(session), session.StoredVersion)
            : throw (earlier.Verdict == SchemaVerdict.UnknownSchema ? load.Refusal : earlier.Refusal)!;
    }

    /// <summary>Lists the sessions, the latest updated first.</summary>
    public IAsyncEnumerable<SessionInfo> ListAsync() => _sessions.ListAsync();

    /// <summary>Reads what a session is about, and none of its messages: constant time, however long the conversation.</summary>
    public async ValueTask<string> ReadSubjectAsync(SessionInfo info) => info.SchemaHash == SessionSchema<SupportSession>.Instance.IdHash
        ? (await _sessions.ReadHeadAsync<SupportSession>(info.Id)).Subject
        : (await _sessions.ReadHeadAsync<SupportConversation>(info.Id)).Subject;

    public ValueTask DisposeAsync() => _sessions.DisposeAsync();

    // One commit, so there is the whole of it or nothing; and whoever comes second finds what the first one made.
    private async ValueTask<Session<SupportConversation>> ContinueAsync(Session<SupportSession> session)
    {
        string name = EarlierRelease.IdAfter(session.Id.Value);
        SessionId id = SessionId.TryParse(name, out SessionId next)
            ? next
            : throw new Failure(ExitCode.Unreadable, $"Session '{session.Id}' is of an earlier release and cannot be continued: '{name}' is too long for an id.");
        try
        {
            return await _sessions.LoadAsync<SupportConversation>(id) ?? await _sessions.CreateAsync(id, EarlierRelease.Import(session.State));
        }
        catch (SessionConflictException)
        {
            return (await _sessions.LoadAsync<SupportConversation>(id))!;
        }
    }
}
