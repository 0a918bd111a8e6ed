using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Tests.Sessions;

public class SessionStoreTests
{
    private readonly ProbeStorage _storage = new();
    private readonly SessionStore _store;

    public SessionStoreTests() => _store = new SessionStore(_storage);

    [Fact]
    public async Task An_id_that_is_not_known_loads_null() => Assert.Null(await _store.LoadAsync<Book>(SessionId.New()));

    [Fact]
    public async Task Every_other_operation_on_an_id_that_is_not_known_is_an_error_of_its_own()
    {
        SessionStore store = _store.ForTenant("acme");
        var id = new SessionId("nobody");
        Func<Task>[] operations =
        [
            async () => await store.GetInfoAsync(id),
            async () => await store.DeleteAsync(id),
            async () => await store.ForkAsync(id, 0),
            async () => await store.ReadAsync<Entry>(id).ToListAsync(),
            async () => await store.ReadAsync<Entry>(id, 0, 0).ToListAsync(),
        ];
        foreach (Func<Task> operation in operations)
        {
            var e = await Assert.ThrowsAsync<SessionNotFoundException>(operation);
            Assert.Equal((new SessionKey("acme", id), false), (e.Key, e.Deleted));
            Assert.StartsWith("Session 'acme/nobody' does not exist in this store.", e.Message);
        }
    }

    [Fact]
    public async Task The_default_id_is_refused_by_every_operation()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await _store.LoadAsync<Book>(default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await _store.CreateAsync(default, new Book { Title = "t" }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await _store.DeleteAsync(default));
    }

    [Fact]
    public async Task A_deleted_session_is_gone_and_its_id_stays_spent()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t" });

        await _store.DeleteAsync(session.Id);

        Assert.Null(await _store.LoadAsync<Book>(session.Id));
        Assert.Empty(await _store.ListAsync().ToListAsync());
        await Assert.ThrowsAsync<SessionNotFoundException>(async () => await _store.DeleteAsync(session.Id));
        await Assert.ThrowsAsync<SessionNotFoundException>(async () => await _store.GetInfoAsync(session.Id));
        var e = await Assert.ThrowsAsync<SessionNotFoundException>(async () => await _store.CreateAsync(session.Id, new Book { Title = "u" }));
        Assert.True(e.Deleted);
        Assert.Contains("create the session under a new id", e.Message);
        Assert.Null(await _store.LoadAsync<Book>(session.Id));
    }

    [Fact]
    public async Task A_session_in_memory_learns_that_it_was_deleted()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t" });
        await _store.DeleteAsync(session.Id);
        session.AppendEntry(new Entry("a"));

        Assert.True((await Assert.ThrowsAsync<SessionNotFoundException>(async () => await session.SaveAsync())).Deleted);
        Assert.True((await Assert.ThrowsAsync<SessionNotFoundException>(async () => await session.RefreshAsync())).Deleted);
        Assert.Equal("a", Assert.Single(session.State.Notes.AsSpan().ToArray()).Text);
        Assert.Null(await _store.LoadAsync<Book>(session.Id));
    }

    [Fact]
    public async Task Tenants_never_see_each_other()
    {
        var id = new SessionId("same");
        SessionStore acme = _store.ForTenant("acme");
        await _store.CreateAsync(id, new Book { Title = "default" });
        await acme.CreateAsync(id, new Book { Title = "acme", Notes = [new Entry("secret")] });
        await acme.CreateAsync(new Book { Title = "more" });

        Assert.Equal("default", (await _store.LoadAsync<Book>(id))!.State.Title);
        Assert.Equal("acme", (await acme.LoadAsync<Book>(id))!.State.Title);
        Assert.Empty(await _store.ReadAsync<Entry>(id).ToListAsync());
        Assert.Single(await _store.ListAsync().ToListAsync());
        Assert.Equal(2, (await acme.ListAsync().ToListAsync()).Count);
        Assert.Empty(await _store.ForTenant("ACME").ListAsync().ToListAsync());
        await _store.DeleteAsync(id);
        Assert.NotNull(await acme.LoadAsync<Book>(id));
        SessionId fork = await acme.ForkAsync(id, 1);
        Assert.Null(await _store.LoadAsync<Book>(fork));
        Assert.NotNull(await acme.LoadAsync<Book>(fork));
    }

    [Fact]
    public async Task A_store_of_the_default_tenant_is_the_store_itself()
    {
        Session<Book> session = await _store.CreateAsync(new Book { Title = "t" });

        Assert.NotNull(await _store.ForTenant(SessionKey.DefaultTenant).LoadAsync<Book>(session.Id));
        Assert.NotNull(await _store.ForTenant("acme").ForTenant(SessionKey.DefaultTenant).LoadAsync<Book>(session.Id));
        Assert.Throws<ArgumentException>(() => _store.ForTenant("a/b"));
    }

    [Fact]
    public async Task Sessions_are_listed_the_latest_updated_first_over_many_pages()
    {
        List<Session<Book>> sessions = [];
        for (int i = 0; i < 250; i++)
        {
            sessions.Add(await _store.CreateAsync(new Book { Title = $"{i}" }));
        }

        foreach (int touched in new[] { 120, 0, 249 })
        {
            sessions[touched].AppendEntry(new Entry("a"));
            await sessions[touched].SaveAsync();
        }

        List<SessionInfo> listed = await _store.ListAsync().ToListAsync();

        IEnumerable<int> order = [249, 0, 120, .. Enumerable.Range(1, 248).Reverse().Where(i => i != 120)];
        Assert.Equal(order.Select(i => sessions[i].Id), listed.Select(info => info.Id));
        Assert.Equal((2L, 1L), (listed[0].Revision, listed[0].EntryCount));
        Assert.Equal(listed[5], await _store.GetInfoAsync(listed[5].Id));
    }

    [Fact]
    public async Task Exactly_one_page_of_sessions_is_listed_once()
    {
        for (int i = 0; i < 100; i++)
        {
            await _store.CreateAsync(new Book { Title = "t" });
        }

        Assert.Equal(100, (await _store.ListAsync().Select(info => info.Id).ToHashSetAsync()).Count);
        Assert.Equal(100, await _store.ListAsync().CountAsync());
    }

    [Fact]
    public async Task The_info_tells_of_a_session_without_its_content()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow;
        Session<NewerBook> session = await _store.CreateAsync(new NewerBook { Title = "t", Notes = [new NewerEntry("a"), new NewerEntry("b")] });

        SessionInfo info = await _store.GetInfoAsync(session.Id);

        Assert.Equal((session.Id, 1L, 2L, 2), (info.Id, info.Revision, info.EntryCount, info.StoredVersion));
        Assert.Equal(NewerBook.Schema.IdHash, info.SchemaHash);
        Assert.InRange(info.CreatedAt, before, info.UpdatedAt);
        Assert.Empty(_storage.Reads);
    }

    [Fact]
    public async Task A_store_closes_its_storage_and_that_of_a_tenant_does_not()
    {
        await _store.ForTenant("acme").DisposeAsync();
        Assert.False(_storage.Disposed);

        await _store.DisposeAsync();
        Assert.True(_storage.Disposed);
        Assert.Throws<ArgumentNullException>(() => new SessionStore(null!));
    }
}
