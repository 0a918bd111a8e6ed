using Fluers.Sdk.Sqlite.Reading;
using Fluers.Sdk.Sqlite.Writing;

namespace Fluers.Sdk.Sqlite.Opening;

/// <summary>How a storage comes by its connections, and how it knows that they still lead to the file at its path.</summary>
internal abstract class StoreSource(string path) : IAsyncDisposable
{
    /// <summary>The full path of the file.</summary>
    public string Path { get; } = path;

    /// <summary>Completes once the file can be read.</summary>
    public abstract Task ReadyAsync();

    /// <summary>The one connection that writes.</summary>
    /// <exception cref="SessionStorageException">There is none: the storage was opened to read.</exception>
    public abstract Task<StoreWriter> WriterAsync();

    /// <summary>Opens a connection that reads.</summary>
    public abstract StoreReader OpenReader();

    /// <summary>Whether what a reader reads is what stands in the file now. One that is not is closed, and another opened.</summary>
    /// <exception cref="SessionStorageException">The file is not the one that the storage was opened on.</exception>
    public abstract bool IsCurrent(StoreReader reader);

    /// <summary>Whether what a reader has read since <see cref="IsCurrent"/> may be trusted.</summary>
    public abstract bool IsUndisturbed(StoreReader reader);

    public abstract ValueTask DisposeAsync();
}
