using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Places;
using Fluers.Sdk.Sqlite.Reading;
using Fluers.Sdk.Sqlite.Writing;

namespace Fluers.Sdk.Sqlite.Opening;

/// <summary>
/// A file that this process writes. It is opened at once, on the thread of the caller, unless another process has locked what has to be changed
/// first: then the opening goes on by itself, and whoever needs the file waits for it without a thread.
/// </summary>
internal sealed class WritableStore : StoreSource
{
    private readonly SqliteOptions _options;
    private readonly Lock _lock = new();
    private StoreWatch _watch;
    private Task<StoreWriter> _opening;
    private bool _closed;

    public WritableStore(string path, SqliteOptions options)
        : base(path)
    {
        _options = options;
        _watch = new StoreWatch(path);
        _opening = OpenAsync();
        if (_opening.IsFaulted)
        {
            _opening.GetAwaiter().GetResult();
        }
    }

    public override Task ReadyAsync() => WriterAsync();

    public override Task<StoreWriter> WriterAsync()
    {
        Task<StoreWriter> opening = Volatile.Read(ref _opening);
        if (!opening.IsFaulted)
        {
            return opening;
        }

        // It waited for a lock as long as it may. Whoever comes now waits anew.
        lock (_lock)
        {
            if (_opening.IsFaulted && !_closed)
            {
                _opening = OpenAsync();
            }

            return _opening;
        }
    }

    public override StoreReader OpenReader()
    {
        Connection connection = StoreFile.OpenReader(Path);
        try
        {
            _watch.Demand();
            return new StoreReader(connection, StoreFormat.Current);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override bool IsCurrent(StoreReader reader)
    {
        reader.Connection.Trust(_watch.Demand());
        return true;
    }

    public override bool IsUndisturbed(StoreReader reader) => true;

    public override async ValueTask DisposeAsync()
    {
        Task<StoreWriter> opening;
        lock (_lock)
        {
            _closed = true;
            opening = _opening;
        }

        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully)
        {
            (await opening.ConfigureAwait(false)).Dispose();
        }
    }

    private async Task<StoreWriter> OpenAsync()
    {
        var patience = new Patience();
        long start = Environment.TickCount64;
        while (true)
        {
            try
            {
                return Open();
            }
            catch (SessionStorageException e) when (SqliteErrors.IsBusy(e) && !_closed && Environment.TickCount64 - start < _options.BusyTimeout.TotalMilliseconds)
            {
            }

            await patience.WaitAsync().ConfigureAwait(false);
        }
    }

    private StoreWriter Open()
    {
        // The watch begins before the file is opened and holds after: so it is the file that was opened. A new one begins to be there in between,
        // and a file system in layers makes a copy of a file that is first opened to be written.
        for (int tries = 0; ; tries++)
        {
            var watch = new StoreWatch(Path);
            Connection connection = StoreFile.Open(Path, _options);
            try
            {
                if (!watch.IsUnchangedOrNew() && tries < 3)
                {
                    connection.Dispose();
                    continue;
                }

                watch.Demand();
                watch.WatchLog(connection.ResolvedPath);
                _watch = watch;
                return new StoreWriter(connection, watch);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
    }
}
