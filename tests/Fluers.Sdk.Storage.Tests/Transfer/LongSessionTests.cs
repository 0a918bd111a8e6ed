using Fluers.Sdk.Storage.Tests.Store;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Transfer;

/// <summary>What is too long for one commit arrives in pieces: nobody takes a part for the whole, and what fails leaves nothing.</summary>
public sealed class LongSessionTests
{
    private const int Entries = 100;

    private static readonly SessionId Arriving = new("arriving");

    private readonly MemoryStorage _memory = new();
    private readonly FaultInjectingStorage _storage;
    private readonly SessionStore _store;

    public LongSessionTests()
    {
        _storage = new FaultInjectingStorage(_memory);
        _store = InPieces(_storage);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_long_session_is_imported_equal_in_several_commits(bool seeks)
    {
        (SessionState state, byte[] export) = await ExportAsync();

        SessionImport import = await _store.ImportAsync(Arriving, Stream(export, seeks), ImportSeal.Required);

        Session<SessionState> arrived = (await _store.LoadAsync<SessionState>(Arriving))!;
        Assert.Equal(new SessionImport(Arriving, Entries, IsSealed: true), import);
        Assert.Equal(state, arrived.State);
        Assert.True(arrived.Revision > 5, $"{arrived.Revision} commits are few.");
        arrived.Append(AgentMessage.User("more"));
        await arrived.SaveAsync();
    }

    [Fact]
    public async Task Nobody_loads_a_part_of_a_session_and_whoever_tries_is_told()
    {
        (_, byte[] export) = await ExportAsync();
        var seen = new List<string>();
        SessionStore store = InPieces(new BetweenCommits(_memory, async () =>
        {
            var refused = await Assert.ThrowsAsync<SessionSchemaException>(async () => await _store.LoadAsync<SessionState>(Arriving));
            Assert.Equal(SchemaVerdict.UnknownSchema, refused.Verdict);
            await Assert.ThrowsAsync<SessionSchemaException>(async () => await _store.ReadHeadAsync<SessionState>(Arriving));
            seen.Add(refused.Message);
        }));

        await store.ImportAsync(Arriving, new MemoryStream(export));

        Assert.True(seen.Count > 5, $"{seen.Count} commits are few.");
        Assert.All(seen, message => Assert.Contains("is not complete", message, StringComparison.Ordinal));
        Assert.NotNull(await _store.LoadAsync<SessionState>(Arriving));
    }

    [Theory]
    [InlineData(0, StorageFault.NotSent)]
    [InlineData(1, StorageFault.NotSent)]
    [InlineData(4, StorageFault.NotSent)]
    [InlineData(0, StorageFault.OutcomeLost)]
    [InlineData(1, StorageFault.OutcomeLost)]
    [InlineData(4, StorageFault.OutcomeLost)]
    public async Task An_import_that_fails_in_the_middle_leaves_nothing(int before, StorageFault fault)
    {
        (_, byte[] export) = await ExportAsync();
        int commits = 0;
        SessionStore store = InPieces(new BetweenCommits(_storage, () =>
        {
            if (++commits == before)
            {
                _storage.FailNext(fault);
            }

            return Task.CompletedTask;
        }));
        if (before == 0)
        {
            _storage.FailNext(fault);
        }

        await Assert.ThrowsAsync<SessionStorageException>(async () => await store.ImportAsync(Arriving, new MemoryStream(export)));

        Assert.Null(await _memory.GetInfoAsync(new SessionKey(Arriving)));
        Assert.Equal(1, _storage.Faults);
    }

    [Fact]
    public async Task A_stream_that_is_given_up_or_breaks_while_it_is_read_spends_no_id_either()
    {
        (SessionState state, byte[] export) = await ExportAsync();
        using var giveUp = new CancellationTokenSource();

        await Assert.ThrowsAsync<IOException>(async () => await _store.ImportAsync(Arriving, new BreakingStream(export, export.Length / 2, () => throw new IOException("broken"))));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _store.ImportAsync(Arriving, new BreakingStream(export, export.Length / 2, giveUp.Cancel), giveUp.Token));

        Assert.Null(await _memory.GetInfoAsync(new SessionKey(Arriving)));
        await _store.ImportAsync(Arriving, Stream(export, seeks: false));
        Assert.Equal(state, (await _store.LoadAsync<SessionState>(Arriving))!.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_turns_out_to_be_cut_leaves_nothing_and_spends_no_id(bool seeks)
    {
        (SessionState state, byte[] export) = await ExportAsync();
        foreach (int length in new[] { export.Length - 40, export.Length - 1, export.Length / 2, 500 })
        {
            await Assert.ThrowsAsync<SessionCorruptException>(async () => await _store.ImportAsync(Arriving, Stream(export[..length], seeks)));
            Assert.Null(await _memory.GetInfoAsync(new SessionKey(Arriving)));
        }

        await _store.ImportAsync(Arriving, Stream(export, seeks));

        Assert.Equal(state, (await _store.LoadAsync<SessionState>(Arriving))!.State);
    }

    [Fact]
    public async Task An_import_that_is_given_up_leaves_nothing()
    {
        (_, byte[] export) = await ExportAsync();
        using var giveUp = new CancellationTokenSource();
        int commits = 0;
        SessionStore store = InPieces(new BetweenCommits(_memory, () => ++commits == 3 ? giveUp.CancelAsync() : Task.CompletedTask));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.ImportAsync(Arriving, new MemoryStream(export), giveUp.Token));

        Assert.Null(await _memory.GetInfoAsync(new SessionKey(Arriving)));
    }

    [Fact]
    public async Task An_import_takes_no_others_place_and_deletes_no_others_session()
    {
        (_, byte[] export) = await ExportAsync();
        Session<SessionState> other = await _store.ConverseAsync(2, Arriving);

        await Assert.ThrowsAsync<SessionConflictException>(async () => await _store.ImportAsync(Arriving, new MemoryStream(export)));
        _storage.FailNext(StorageFault.NotSent);
        await Assert.ThrowsAsync<SessionStorageException>(async () => await _store.ImportAsync(Arriving, new MemoryStream(export)));

        Assert.Equal(other.State, (await _store.LoadAsync<SessionState>(Arriving))!.State);
    }

    [Fact]
    public async Task A_session_deleted_while_it_arrives_stays_deleted()
    {
        (_, byte[] export) = await ExportAsync();
        int commits = 0;
        SessionStore store = InPieces(new BetweenCommits(
            _memory, async () => Assert.True(++commits != 3 || await _memory.DeleteAsync(new SessionKey(Arriving)))));

        Assert.True((await Assert.ThrowsAsync<SessionNotFoundException>(async () => await store.ImportAsync(Arriving, new MemoryStream(export)))).Deleted);

        Assert.Null(await _memory.GetInfoAsync(new SessionKey(Arriving)));
    }

    [Fact]
    public async Task A_long_session_is_forked_in_pieces_and_keeps_the_times_of_its_own_life()
    {
        SessionStore store = InPieces(new PlainStorage(_memory));
        Session<SessionState> source = await store.CreateAsync(Long());

        SessionId fork = await store.ForkAsync(source.Id, Entries - 1);

        Session<SessionState> loaded = (await store.LoadAsync<SessionState>(fork))!;
        Assert.Equal([.. source.State.Messages.Take(Entries - 1)], [.. loaded.State.Messages]);
        Assert.True(loaded.Revision > 5, $"{loaded.Revision} commits are few.");
    }

    [Fact]
    public async Task The_times_of_a_session_arrive_however_many_commits_it_takes()
    {
        var clock = new ManualClock();
        var storage = new MemoryStorage(clock);
        SessionStore store = InPieces(storage);
        Session<SessionState> source = await store.CreateAsync(Long());
        SessionInfo before = await store.GetInfoAsync(source.Id);
        using var export = new MemoryStream();
        await store.ExportAsync(source.Id, export);
        clock.Now += TimeSpan.FromDays(30);

        await store.ImportAsync(Arriving, new MemoryStream(export.ToArray()));

        SessionInfo after = await store.GetInfoAsync(Arriving);
        Assert.Equal((before.CreatedAt, before.UpdatedAt), (after.CreatedAt, after.UpdatedAt));
        Assert.True(after.Revision > 5, $"{after.Revision} commits are few.");
    }

    private static SessionStore InPieces(ISessionStorage storage) => new(storage) { InOneCommit = 400 };

    private static SessionState Long() => Conversation.State() with { Messages = [.. Enumerable.Range(0, Entries).Select(Conversation.Message)] };

    private static async Task<(SessionState State, byte[] Export)> ExportAsync()
    {
        await using var store = new SessionStore(new MemoryStorage());
        Session<SessionState> session = await store.CreateAsync(Long());
        using var export = new MemoryStream();
        await store.ExportAsync(session.Id, export);
        return (session.State, export.ToArray());
    }

    private static Stream Stream(byte[] bytes, bool seeks) => seeks ? new MemoryStream(bytes) : new OneWayStream(bytes);

    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    /// <summary>Gives a piece at a time, and lets something happen once so much was read.</summary>
    private sealed class BreakingStream(byte[] bytes, int before, Action then) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= before)
            {
                then();
            }

            cancellationToken.ThrowIfCancellationRequested();
            return await base.ReadAsync(buffer[..Math.Min(100, buffer.Length)], cancellationToken);
        }
    }

    /// <summary>Lets something happen behind each commit but the last one of an import, which brings the head of the session.</summary>
    private sealed class BetweenCommits(ISessionStorage storage, Func<Task> then) : DelegatingSessionStorage(storage)
    {
        public override async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
        {
            CommitOutcome outcome = await base.CommitAsync(commit, cancellationToken);
            if (commit.Head.IsEmpty || commit.ExpectedRevision == 0)
            {
                await then();
            }

            return outcome;
        }
    }
}
