using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>
/// What the laws of <see cref="ISessionStorage"/> have in common. A storage gets a law by deriving one class of one line
/// from it, with its own <see cref="StoragePlace"/>.
/// </summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class StorageLaws<TPlace> : IAsyncLifetime
    where TPlace : StoragePlace, new()
{
    private ISessionStorage? _storage;

    /// <summary>Where the sessions of this test are kept.</summary>
    private protected TPlace Place { get; } = new();

    /// <summary>The clock that the storage was given. It stands still until a test moves it.</summary>
    private protected ManualClock Clock { get; } = new();

    /// <summary>The storage under test, empty at the beginning.</summary>
    private protected ISessionStorage Storage => _storage!;

    /// <summary>Opens the storage.</summary>
    public async ValueTask InitializeAsync() => _storage = await Place.OpenAsync(Clock);

    /// <summary>Closes the storage and removes what it kept.</summary>
    public async ValueTask DisposeAsync()
    {
        await Storage.DisposeAsync();
        await Place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static SessionKey Key(string id = "session", string tenant = SessionKey.DefaultTenant) => new(tenant, new SessionId(id));

    /// <summary>Closes the storage and opens it again.</summary>
    private protected async Task ReopenAsync()
    {
        await Storage.DisposeAsync();
        _storage = await Place.OpenAsync(Clock);
    }

    /// <summary>Stores what must be accepted.</summary>
    private protected async Task<CommitOutcome> Store(SessionCommit commit)
    {
        CommitOutcome outcome = await Storage.CommitAsync(commit);
        Assert.Equal(CommitStatus.Committed, outcome.Status);
        return outcome;
    }

    private protected async Task<RecordedSession> Read(SessionKey key, EntryRange? range = null)
    {
        var read = new RecordedSession();
        Assert.True(await Storage.ReadAsync(key, range ?? EntryRange.All, read));
        return read;
    }

    /// <summary>What the session holds, in one line: its revision, head and entries.</summary>
    private protected async Task<string> Content(SessionKey key)
    {
        RecordedSession read = await Read(key);
        return $"{read.Info.Revision}: {read.Head} [{string.Join(' ', read.Entries)}]";
    }

    /// <summary>The ids of a tenant's sessions, all pages from one on.</summary>
    private protected Task<List<string>> Listed(string tenant = SessionKey.DefaultTenant, int pageSize = 100, string? continuation = null) =>
        Listed(new StoredSessionQuery { Tenant = tenant, PageSize = pageSize, Continuation = continuation });

    /// <summary>The ids of the sessions that a query lists, all pages from its own on.</summary>
    private protected async Task<List<string>> Listed(StoredSessionQuery query)
    {
        var ids = new List<string>();
        while (true)
        {
            StoredSessionPage page = await Storage.ListAsync(query);
            Assert.True(page.Sessions.Count <= query.PageSize);
            Assert.All(page.Sessions, session => Assert.Equal(query.Tenant, session.Key.Tenant));
            ids.AddRange(page.Sessions.Select(session => session.Key.Id.Value));
            if (page.Continuation is not { } continuation)
            {
                return ids;
            }

            query = query with { Continuation = continuation };
        }
    }

    /// <summary>Runs as many tasks, on threads of the pool, that all start at once.</summary>
    private protected static async Task<T[]> Together<T>(int count, Func<int, Task<T>> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<T>[] tasks =
        [
            .. Enumerable.Range(0, count).Select(i => Task.Run(async () =>
            {
                await start.Task;
                return await work(i);
            })),
        ];
        start.SetResult();
        return await Task.WhenAll(tasks);
    }
}
