using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Tests.Storage;

/// <summary>
/// The laws of <see cref="ISessionStorage"/> that one process can show, one test each. A storage gets them all by
/// inheriting this class.
/// </summary>
public abstract partial class StorageLaws : IAsyncLifetime
{
    private ISessionStorage? _storage;

    /// <summary>The clock that the storage was given. It stands still until a test moves it.</summary>
    private protected ManualClock Clock { get; } = new();

    /// <summary>The storage under test, empty at the beginning.</summary>
    private protected ISessionStorage Storage => _storage!;

    /// <summary>Opens an empty storage.</summary>
    protected abstract ISessionStorage Open(TimeProvider clock);

    public ValueTask InitializeAsync()
    {
        _storage = Open(Clock);
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static SessionKey Key(string id = "session", string tenant = SessionKey.DefaultTenant) => new(tenant, new SessionId(id));

    /// <summary>Stores what must be accepted.</summary>
    private async Task<CommitOutcome> Store(SessionCommit commit)
    {
        CommitOutcome outcome = await Storage.CommitAsync(commit);
        Assert.Equal(CommitStatus.Committed, outcome.Status);
        return outcome;
    }

    private async Task<RecordedSession> Read(SessionKey key, EntryRange? range = null)
    {
        var read = new RecordedSession();
        Assert.True(await Storage.ReadAsync(key, range ?? EntryRange.All, read));
        return read;
    }

    /// <summary>What the session holds, in one line: its revision, head and entries.</summary>
    private async Task<string> Content(SessionKey key)
    {
        RecordedSession read = await Read(key);
        return $"{read.Info.Revision}: {read.Head} [{string.Join(' ', read.Entries)}]";
    }
}
