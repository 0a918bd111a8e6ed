using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;
using Fluers.Sdk.Sqlite.Reading;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Following;

/// <summary>
/// Notices what other connections commit, other processes' too, as long as anybody waits for a change. SQLite tells of it by
/// a number that a connection can ask for without reading anything else.
/// </summary>
internal sealed class ForeignChanges(ChangeNotice notice, StoreSource source) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _close = new();
    private Task _watcher = Task.CompletedTask;
    private bool _watching;

    /// <summary>Begins to watch, unless that has begun. Call it with the wait already noticed, so that the watching does not end.</summary>
    public void Watch()
    {
        lock (_lock)
        {
            if (_watching || _close.IsCancellationRequested)
            {
                return;
            }

            _watching = true;
            _watcher = Task.Run(WatchAsync);
        }
    }

    /// <summary>Closes the connection that watches.</summary>
    public async ValueTask DisposeAsync()
    {
        Task watcher;
        lock (_lock)
        {
            _close.Cancel();
            watcher = _watcher;
        }

        await watcher.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WatchAsync()
    {
        StoreReader? reader = null;
        try
        {
            long? seen = null;
            while (IsNeeded())
            {
                // The first number says nothing: what changed before it, those who wait have to look for themselves.
                long? version = VersionOf(ref reader);
                if (version is null || version != seen)
                {
                    notice.ChangedAll();
                }

                seen = version;
                await Task.Delay(Interval, _close.Token).ConfigureAwait(false);
            }
        }
        catch (SessionStorageException)
        {
            // Those who wait meet the same fault when they look for themselves.
            lock (_lock)
            {
                _watching = false;
            }

            notice.ChangedAll();
        }
        finally
        {
            reader?.Dispose();
        }
    }

    /// <returns>The number; <see langword="null"/> where it cannot be compared with the one before: all may have changed.</returns>
    private long? VersionOf(ref StoreReader? reader)
    {
        try
        {
            if (reader is not null && source.IsCurrent(reader))
            {
                return reader.DataVersion;
            }

            reader?.Dispose();
            reader = null;
            reader = source.OpenReader();
            return reader.DataVersion;
        }
        catch (SessionStorageException e) when (SqliteErrors.IsBusy(e))
        {
            return null;   // a process recovers the file, or sets it up
        }
    }

    private bool IsNeeded()
    {
        lock (_lock)
        {
            return _watching = !_close.IsCancellationRequested && notice.IsAwaited;
        }
    }
}
