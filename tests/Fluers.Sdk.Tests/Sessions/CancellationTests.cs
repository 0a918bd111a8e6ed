using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Tests.Sessions;

public class CancellationTests
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    private readonly ProbeStorage _storage = new();
    private readonly SessionStore _store;

    public CancellationTests() => _store = new SessionStore(_storage);

    [Fact]
    public async Task A_cancelled_save_stores_nothing_and_the_next_one_stores_all()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t" });
        session.AppendEntry(new Entry("a"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.SaveAsync(Cancelled));

        Assert.Equal(1, session.Revision);
        Assert.Equal(0, (await _store.GetInfoAsync(session.Id)).EntryCount);
        session.AppendEntry(new Entry("b"));
        await session.SaveAsync();
        Assert.Equal(2, session.Revision);
        Assert.Equal(["a", "b"], (await _store.LoadAsync<Book>(session.Id))!.State.Notes.Select(entry => entry.Text));
    }

    [Fact]
    public async Task A_cancelled_refresh_leaves_the_session_as_it_was()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t" });
        session.AppendEntry(new Entry("a"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.RefreshAsync(Cancelled));

        Assert.Equal("a", Assert.Single(session.State.Notes.AsSpan().ToArray()).Text);
        await session.SaveAsync();
        Assert.Equal(2, session.Revision);
    }

    [Fact]
    public async Task Every_operation_of_a_store_gives_up_when_it_is_cancelled()
    {
        SessionId id = (await _store.CreateAsync(new Book { Title = "t", Notes = [new Entry("a")] })).Id;
        Func<Task>[] operations =
        [
            async () => await _store.CreateAsync(new Book { Title = "t" }, Cancelled),
            async () => await _store.CreateAsync(new SessionId("a"), new Book { Title = "t" }, Cancelled),
            async () => await _store.LoadAsync<Book>(id, Cancelled),
            async () => await _store.TryLoadAsync<Book>(id, Cancelled),
            async () => await _store.GetInfoAsync(id, Cancelled),
            async () => await _store.ForkAsync(id, 0, Cancelled),
            async () => await _store.DeleteAsync(id, Cancelled),
            async () => await _store.ReadAsync<Entry>(id, cancellationToken: Cancelled).ToListAsync(),
            async () => await _store.ListAsync(Cancelled).ToListAsync(),
            async () => await _store.ListAsync().ToListAsync(Cancelled),
        ];
        foreach (Func<Task> operation in operations)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(operation);
        }

        Assert.Equal(id, Assert.Single(await _store.ListAsync().ToListAsync()).Id);
    }

    [Fact]
    public async Task A_storage_that_stored_before_it_was_cancelled_reports_what_it_stored()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t" });
        session.AppendEntry(new Entry("a"));
        using var cancellation = new CancellationTokenSource();
        _storage.NextCommit = async commit =>
        {
            CommitOutcome outcome = await commit();
            await cancellation.CancelAsync();
            return outcome;
        };

        await session.SaveAsync(cancellation.Token);

        Assert.Equal(2, session.Revision);
    }
}
