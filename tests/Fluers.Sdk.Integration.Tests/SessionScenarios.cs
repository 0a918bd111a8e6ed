using System.Collections.Immutable;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Integration.Tests;

/// <summary>What the session store that this one continues promised, through the public API, on each storage.</summary>
public abstract class SessionScenarios : IAsyncLifetime
{
    private SessionStore? _store;
    private ISessionStorage? _storage;

    protected SessionStore Store => _store!;

    public ValueTask InitializeAsync()
    {
        _storage = Open();
        _store = new SessionStore(_storage);
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
    }

    [Fact]
    public async Task A_state_with_model_turns_system_message_a_message_and_metadata_comes_back_equal()
    {
        var state = new SessionState
        {
            Model = "mock/model",
            MaxTurns = 4,
            SystemMessage = "be useful",
            Messages = [AgentMessage.User("hello")],
            Metadata = ImmutableDictionary<string, string>.Empty.Add("tag", "test"),
        };

        Session<SessionState> created = await Store.CreateAsync(state);
        Session<SessionState> loaded = await LoadAsync(created.Id);

        Assert.Equal(state, loaded.State);
        Assert.NotSame(state, loaded.State);
    }

    [Fact]
    public async Task Create_append_save_and_load_give_the_same_id_configuration_and_text()
    {
        Session<SessionState> session = await Store.CreateAsync(new SessionState { Model = "mock/model", MaxTurns = 8, SystemMessage = "system" });
        session.Append(AgentMessage.User("persist me"));
        await session.SaveAsync();

        Session<SessionState> loaded = await LoadAsync(session.Id);

        Assert.Equal(session.Id, loaded.Id);
        Assert.Equal(("mock/model", 8, "system"), (loaded.State.Model, loaded.State.MaxTurns, loaded.State.SystemMessage));
        Assert.Equal("persist me", Assert.Single(loaded.State.Messages).Text);
    }

    [Fact]
    public async Task A_version_that_this_build_does_not_know_is_refused_with_what_was_found_what_is_read_and_which_session()
    {
        SessionId id = SessionId.New();
        var head = new byte[FrameHeader.Size + 1];
        head[^1] = 0x90;
        new FrameHeader { Kind = FrameKind.Head, SchemaHash = FrameHeader.HashOf("session-state"), Version = 7, MinReader = 7 }.Seal(head);
        await _storage!.CommitAsync(new SessionCommit { Key = new SessionKey(id), ExpectedRevision = 0, CommitId = Guid.NewGuid(), Head = head });

        var refused = await Assert.ThrowsAsync<SessionSchemaException>(async () => await Store.LoadAsync<SessionState>(id));

        Assert.Equal((SchemaVerdict.TooNew, 7, 1, 1), (refused.Verdict, refused.FoundVersion, refused.OldestReadable, refused.CurrentVersion));
        Assert.Contains("version 7", refused.Message, StringComparison.Ordinal);
        Assert.Contains("reads version 1", refused.Message, StringComparison.Ordinal);
        Assert.Contains(id.Value, refused.Message, StringComparison.Ordinal);
        Assert.Equal(SchemaVerdict.TooNew, (await Store.TryLoadAsync<SessionState>(id)).Verdict);
    }

    [Fact]
    public async Task An_unknown_id_loads_null_and_every_other_operation_on_it_is_a_typed_error()
    {
        SessionId unknown = SessionId.New();

        Assert.Null(await Store.LoadAsync<SessionState>(unknown));
        Assert.Null((await Store.TryLoadAsync<SessionState>(unknown)).Verdict);
        await Assert.ThrowsAsync<SessionNotFoundException>(async () => await Store.GetInfoAsync(unknown));
        await Assert.ThrowsAsync<SessionNotFoundException>(async () => await Store.DeleteAsync(unknown));
        await Assert.ThrowsAsync<SessionNotFoundException>(async () => await Store.ForkAsync(unknown, 0));
        await Assert.ThrowsAsync<SessionNotFoundException>(async () => await Store.ReadAsync<AgentMessage>(unknown).ToListAsync());

        Session<SessionState> deleted = await Store.CreateAsync(new SessionState { Model = "m", MaxTurns = 1 });
        await Store.DeleteAsync(deleted.Id);
        deleted.Append(AgentMessage.User("too late"));
        await Assert.ThrowsAsync<SessionNotFoundException>(async () => await deleted.SaveAsync());
        await Assert.ThrowsAsync<SessionNotFoundException>(async () => await deleted.RefreshAsync());
    }

    [Fact]
    public async Task The_messages_of_a_session_can_be_listed()
    {
        Session<SessionState> session = await Store.CreateAsync(new SessionState { Model = "m", MaxTurns = 1, Messages = [AgentMessage.User("one"), AgentMessage.Assistant("two")] });
        session.Append(AgentMessage.User("three"));
        await session.SaveAsync();

        List<AgentMessage> all = await Store.ReadAsync<AgentMessage>(session.Id).ToListAsync();
        List<AgentMessage> middle = await Store.ReadAsync<AgentMessage>(session.Id, fromEntry: 1, count: 1).ToListAsync();

        Assert.Equal(["one", "two", "three"], all.Select(message => message.Text));
        Assert.Equal("two", Assert.Single(middle).Text);
    }

    [Fact]
    public async Task The_head_can_be_read_without_the_log()
    {
        Session<SessionState> session = await Store.CreateAsync(new SessionState { Model = "m", MaxTurns = 3, Messages = [AgentMessage.User("one")] });

        SessionState head = await Store.ReadHeadAsync<SessionState>(session.Id);

        Assert.Equal(session.State with { Messages = [] }, head);
        await Assert.ThrowsAsync<SessionNotFoundException>(async () => await Store.ReadHeadAsync<SessionState>(SessionId.New()));
    }

    [Fact]
    public async Task All_persisted_ids_can_be_listed()
    {
        var ids = new HashSet<SessionId>();
        for (int i = 0; i < 5; i++)
        {
            ids.Add((await Store.CreateAsync(new SessionState { Model = "m", MaxTurns = i })).Id);
        }

        Assert.Equal(ids, (await Store.ListAsync().ToListAsync()).Select(info => info.Id).ToHashSet());
    }

    protected abstract ISessionStorage Open();

    private async Task<Session<SessionState>> LoadAsync(SessionId id) =>
        await Store.LoadAsync<SessionState>(id) ?? throw new InvalidOperationException("The session is gone.");
}

public sealed class SessionScenariosInMemory : SessionScenarios
{
    protected override ISessionStorage Open() => new MemoryStorage();
}

public sealed class SessionScenariosOnSqlite : SessionScenarios
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override ISessionStorage Open() => SqliteStorage.Open(_folder.File("sessions.db"));
}
