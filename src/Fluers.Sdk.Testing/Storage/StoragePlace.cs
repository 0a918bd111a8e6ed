using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>
/// A place that keeps sessions, for one test: a file, a database, the memory. Derive it for a storage of your own, and
/// hold the storage to each law by one line such as <c>public sealed class MyCommits : CommitLaws&lt;MyPlace&gt;;</c>.
/// </summary>
public abstract class StoragePlace : IAsyncDisposable
{
    /// <summary>Opens a storage on the place, which is empty at first.</summary>
    /// <param name="clock">The clock that the storage takes times of creation and update from.</param>
    public abstract ValueTask<ISessionStorage> OpenAsync(TimeProvider clock);

    /// <summary>Removes what was kept. The storages that were opened are closed.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
