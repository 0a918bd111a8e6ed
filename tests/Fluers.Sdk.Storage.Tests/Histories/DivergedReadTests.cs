using Fluers.Sdk.Storage.Tests.Store;

namespace Fluers.Sdk.Storage.Tests.Histories;

/// <summary>Who reads on notices that another history took the place of the one that he reads; nobody is given entries of two.</summary>
public sealed class DivergedReadTests : IDisposable
{
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);

    private readonly RestorableStorage _storage = new();
    private readonly CancellationTokenSource _giveUp = new(Never);

    public void Dispose() => _giveUp.Dispose();

    /// <param name="restored">How many of the four commits are left.</param>
    /// <param name="written">How many another process makes behind them.</param>
    /// <param name="notices">Whether the storage tells of changes.</param>
    [Theory]
    [InlineData(2, 0, true)]
    [InlineData(2, 1, true)]
    [InlineData(2, 2, true)]
    [InlineData(2, 3, true)]
    [InlineData(2, 9, true)]
    [InlineData(3, 1, true)]
    [InlineData(2, 0, false)]
    [InlineData(2, 3, false)]
    public async Task Who_follows_a_session_hears_that_its_history_was_replaced(int restored, int written, bool notices)
    {
        var store = new SessionStore(notices ? _storage : new PlainStorage(_storage)) { LookAgain = TimeSpan.FromMilliseconds(50) };
        Session<SessionState> session = await store.ConverseAsync(3);
        await using IAsyncEnumerator<AgentMessage> tail = await FollowAsync(store, session.Id, entries: 3);

        await _storage.RestoreAsync(restored);
        await WriteAsync(store, session.Id, written);

        var refused = await Assert.ThrowsAsync<SessionConflictException>(async () => await tail.MoveNextAsync().AsTask().WaitAsync(Never));
        Assert.True(refused.Diverged);
        Assert.Contains("diverged", refused.Message, StringComparison.Ordinal);
        Assert.Equal(4, refused.ExpectedRevision);
    }

    [Fact]
    public async Task A_history_that_was_replaced_is_noticed_when_only_its_heads_differ()
    {
        var store = new SessionStore(_storage);
        Session<SessionState> session = await store.ConverseAsync(3);
        await ChangeHeadAsync(store, session.Id, "lost");
        await using IAsyncEnumerator<AgentMessage> tail = await FollowAsync(store, session.Id, entries: 3);

        await _storage.RestoreAsync(commits: 4);
        await ChangeHeadAsync(store, session.Id, "other");
        await WriteAsync(store, session.Id, 1);

        Assert.True((await Assert.ThrowsAsync<SessionConflictException>(async () => await tail.MoveNextAsync().AsTask().WaitAsync(Never))).Diverged);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restore_that_lost_nothing_of_what_was_read_disturbs_no_reader(bool forgets)
    {
        var store = new SessionStore(_storage);
        Session<SessionState> session = await store.ConverseAsync(3);
        await using IAsyncEnumerator<AgentMessage> tail = await FollowAsync(store, session.Id, entries: 3);
        _storage.Recalling = forgets ? () => CommitRecall.Forgotten : null;

        await _storage.RestoreAsync(commits: 4);
        await WriteAsync(store, session.Id, 2);

        Assert.True(await tail.MoveNextAsync().AsTask().WaitAsync(Never));
        Assert.Equal("other 0", tail.Current.Text);
        Assert.True(await tail.MoveNextAsync().AsTask().WaitAsync(Never));
        Assert.Equal("other 1", tail.Current.Text);
    }

    [Fact]
    public async Task Where_the_commit_is_forgotten_the_last_entry_tells()
    {
        var store = new SessionStore(_storage);
        Session<SessionState> session = await store.ConverseAsync(3);
        await using IAsyncEnumerator<AgentMessage> tail = await FollowAsync(store, session.Id, entries: 3);
        _storage.Recalling = () => CommitRecall.Forgotten;

        await _storage.RestoreAsync(commits: 2);
        await WriteAsync(store, session.Id, 5);

        Assert.True((await Assert.ThrowsAsync<SessionConflictException>(async () => await tail.MoveNextAsync().AsTask().WaitAsync(Never))).Diverged);
    }

    [Fact]
    public async Task A_deletion_between_two_reads_ends_the_following_and_is_no_divergence()
    {
        var store = new SessionStore(_storage);
        Session<SessionState> session = await store.ConverseAsync(3);
        await using IAsyncEnumerator<AgentMessage> tail = await FollowAsync(store, session.Id, entries: 3);
        _storage.Recalling = () =>
        {
            Assert.True(_storage.DeleteAsync(new SessionKey(session.Id)).AsTask().GetAwaiter().GetResult());
            return CommitRecall.Foreign;
        };

        await WriteAsync(store, session.Id, 1);

        Assert.True(await tail.MoveNextAsync().AsTask().WaitAsync(Never));
        Assert.False(await tail.MoveNextAsync().AsTask().WaitAsync(Never));
    }

    [Fact]
    public async Task A_log_that_is_replaced_between_two_reads_of_it_is_not_read_as_one()
    {
        var store = new SessionStore(_storage);
        Session<SessionState> session = await LongAsync(store);
        await using IAsyncEnumerator<AgentMessage> reading = store.ReadAsync<AgentMessage>(session.Id, cancellationToken: _giveUp.Token).GetAsyncEnumerator();
        Assert.True(await reading.MoveNextAsync());

        await ReplaceAsync(store, session.Id);

        var refused = await Assert.ThrowsAsync<SessionConflictException>(async () =>
        {
            while (await reading.MoveNextAsync())
            {
            }
        });
        Assert.True(refused.Diverged);
    }

    [Fact]
    public async Task An_export_of_a_session_that_is_replaced_meanwhile_fails_and_has_no_seal()
    {
        var store = new SessionStore(_storage);
        Session<SessionState> session = await LongAsync(store);
        using var slow = new InterruptedStream(() => ReplaceAsync(store, session.Id));

        Assert.True((await Assert.ThrowsAsync<SessionConflictException>(async () => await store.ExportAsync(session.Id, slow))).Diverged);

        await Assert.ThrowsAsync<SessionCorruptException>(async () => await store.ImportAsync(new MemoryStream(slow.ToArray())));
    }

    [Fact]
    public async Task A_fork_of_a_session_that_is_replaced_meanwhile_fails_and_leaves_nothing()
    {
        var store = new SessionStore(_storage);
        Session<SessionState> session = await LongAsync(store);
        bool replaced = false;
        await using var reading = new SessionStore(new AfterReadStorage(_storage, async () =>
        {
            if (!replaced)
            {
                replaced = true;
                await ReplaceAsync(store, session.Id);
            }
        }));

        Assert.True((await Assert.ThrowsAsync<SessionConflictException>(async () => await reading.ForkAsync(session.Id, 600))).Diverged);

        Assert.Equal([session.Id], (await store.ListAsync().ToListAsync()).Select(info => info.Id));
    }

    /// <summary>A session of two commits, the second of 700 entries.</summary>
    private static async Task<Session<SessionState>> LongAsync(SessionStore store)
    {
        Session<SessionState> session = await store.ConverseAsync(0);
        session.Update(state => state with { Messages = [.. Enumerable.Range(0, 700).Select(Conversation.Message)] });
        await session.SaveAsync();
        return session;
    }

    /// <summary>Restores the first commit, and writes another second one.</summary>
    private async Task ReplaceAsync(SessionStore store, SessionId id)
    {
        await _storage.RestoreAsync(commits: 1);
        Session<SessionState> other = (await store.LoadAsync<SessionState>(id))!;
        other.Update(state => state with { Messages = [.. Enumerable.Range(0, 700).Select(i => AgentMessage.User($"other {i}"))] });
        await other.SaveAsync();
    }

    private async Task<IAsyncEnumerator<AgentMessage>> FollowAsync(SessionStore store, SessionId id, int entries)
    {
        IAsyncEnumerator<AgentMessage> tail = store.TailAsync<AgentMessage>(id, 0, _giveUp.Token).GetAsyncEnumerator();
        for (int i = 0; i < entries; i++)
        {
            Assert.True(await tail.MoveNextAsync());
        }

        return tail;
    }

    private static async Task WriteAsync(SessionStore store, SessionId id, int count)
    {
        Session<SessionState> other = (await store.LoadAsync<SessionState>(id))!;
        for (int i = 0; i < count; i++)
        {
            other.Append(AgentMessage.User($"other {i}"));
            await other.SaveAsync();
        }
    }

    private static async Task ChangeHeadAsync(SessionStore store, SessionId id, string model)
    {
        Session<SessionState> other = (await store.LoadAsync<SessionState>(id))!;
        other.Update(state => state with { Model = model });
        await other.SaveAsync();
    }

    /// <summary>Lets something happen behind each read.</summary>
    private sealed class AfterReadStorage(ISessionStorage storage, Func<Task> then) : DelegatingSessionStorage(storage)
    {
        public override async ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default)
        {
            bool found = await base.ReadAsync(key, range, sink, cancellationToken);
            await then();
            return found;
        }
    }
}
