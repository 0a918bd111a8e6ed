using Fluers.Sdk.Storage.Tests.Store;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Faults;

public sealed class FaultInjectingStorageTests
{
    private static readonly SessionKey Key = new(new SessionId("session"));

    private readonly MemoryStorage _memory = new();
    private readonly FaultInjectingStorage _storage;
    private readonly SessionStore _store;

    public FaultInjectingStorageTests()
    {
        _storage = new FaultInjectingStorage(_memory);
        _store = new SessionStore(_storage);
    }

    [Fact]
    public async Task A_commit_that_is_not_sent_is_not_stored()
    {
        _storage.FailNext(StorageFault.NotSent);
        SessionCommit commit = TestCommits.Commit(Key, 0, "h");

        await Assert.ThrowsAsync<SessionStorageException>(async () => await _storage.CommitAsync(commit));

        Assert.Null(await _memory.GetInfoAsync(Key));
        Assert.Equal(CommitStatus.Committed, (await _storage.CommitAsync(commit)).Status);
        Assert.Equal(1, _storage.Faults);
    }

    [Fact]
    public async Task A_commit_whose_outcome_is_lost_is_stored()
    {
        _storage.FailNext(StorageFault.OutcomeLost);
        SessionCommit commit = TestCommits.Commit(Key, 0, "h");

        await Assert.ThrowsAsync<SessionStorageException>(async () => await _storage.CommitAsync(commit));

        Assert.Equal(CommitStatus.Repeated, (await _storage.CommitAsync(commit)).Status);
    }

    [Fact]
    public async Task A_fault_waits_for_the_call_that_it_is_meant_for()
    {
        _storage.FailNext(StorageFault.NotSent, StorageCalls.Delete);
        await _storage.CommitAsync(TestCommits.Commit(Key, 0, "h"));
        Assert.NotNull(await _storage.GetInfoAsync(Key));

        await Assert.ThrowsAsync<SessionStorageException>(async () => await _storage.DeleteAsync(Key));
        Assert.True(await _storage.DeleteAsync(Key));
    }

    [Fact]
    public async Task A_damaged_read_is_a_damaged_session_and_the_next_one_is_whole()
    {
        Session<SessionState> session = await _store.ConverseAsync(3);
        _storage.FailNext(StorageFault.Damaged, StorageCalls.Read);

        await Assert.ThrowsAsync<SessionCorruptException>(async () => await _store.LoadAsync<SessionState>(session.Id));

        Assert.Equal(session.State, (await _store.LoadAsync<SessionState>(session.Id))!.State);
    }

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(0.5, 2)]
    [InlineData(0.8, 3)]
    public async Task A_program_that_saves_until_it_succeeds_stores_each_message_once_whatever_fails(double share, int seed)
    {
        Session<SessionState> session = await _store.ConverseAsync(0);
        _storage.FailAtRandom(share, seed);
        for (int i = 0; i < 100; i++)
        {
            session.Append(Conversation.Message(i));
            while (!await TrySaveAsync(session))
            {
            }
        }

        Assert.True(_storage.Faults > 0);
        Session<SessionState> stored = (await new SessionStore(_memory).LoadAsync<SessionState>(session.Id))!;
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), stored.State.Messages.Select(message => message.Text));
        Assert.Equal(101, stored.Revision);
    }

    private static async Task<bool> TrySaveAsync(Session<SessionState> session)
    {
        try
        {
            await session.SaveAsync();
            return true;
        }
        catch (SessionStorageException)
        {
            return false;
        }
    }
}
