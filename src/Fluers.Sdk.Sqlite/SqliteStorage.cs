using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;
using Fluers.Sdk.Sqlite.Reading;
using Fluers.Sdk.Sqlite.Writing;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite;

/// <summary>
/// Keeps sessions in one SQLite file, in WAL mode. Several storages and several processes on one machine may use the same
/// file at once. What a commit survives is <see cref="SqliteOptions.Durability"/>.
/// </summary>
/// <remarks>
/// Writers take turns; readers see the last commit and wait for nobody. SQLite works on the calling thread: a commit takes
/// tens of microseconds, and waiting in turn is asynchronous.
/// </remarks>
public sealed class SqliteStorage : ISessionStorage
{
    private readonly StoreWriter _writer;
    private readonly ReaderPool _readers;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _disposed;

    private SqliteStorage(string path, SqliteOptions options)
    {
        Path = path;
        _writer = new StoreWriter(StoreFile.Open(path, options), options.Clock);
        _readers = new ReaderPool(() => new StoreReader(StoreFile.OpenReader(path, options.BusyTimeout)));
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <summary>Opens a session database; a file that does not exist yet, or is empty, becomes one.</summary>
    /// <param name="path">The path of the file. Its directory must exist.</param>
    /// <param name="options">How the storage behaves; the defaults unless stated.</param>
    /// <exception cref="SessionStorageException">
    /// The file is of another application, of a newer format, damaged, or cannot be written. Nothing was changed.
    /// </exception>
    public static SqliteStorage Open(string path, SqliteOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new SqliteStorage(System.IO.Path.GetFullPath(path), options ?? new SqliteOptions());
    }

    /// <inheritdoc/>
    public async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        commit.Validate();
        UInt128 hash = commit.ContentHash();
        return await InTurnAsync(writer => writer.Commit(commit, hash), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentOutOfRangeException.ThrowIfNegative(range.From, nameof(range));
        ArgumentOutOfRangeException.ThrowIfNegative(range.Count, nameof(range));
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_readers.Use(reader => reader.Read(key, range, sink, cancellationToken)));
    }

    /// <inheritdoc/>
    public ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_readers.Use(reader => reader.Info(key)));
    }

    /// <inheritdoc/>
    public ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_readers.Use(reader => reader.List(query)));
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default) =>
        InTurnAsync(writer => writer.Delete(key), cancellationToken);

    /// <summary>Closes the file, after the commit that is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_disposed)
            {
                _disposed = true;
                _readers.Dispose();
                _writer.Dispose();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<T> InTurnAsync<T>(Func<StoreWriter, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            return work(_writer);
        }
        finally
        {
            _turn.Release();
        }
    }
}
