using System.Collections.Concurrent;
using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;
using Fluers.Sdk.Sqlite.Writing;

namespace Fluers.Sdk.Sqlite.Reading;

/// <summary>Connections that read: as many as there are callers at once.</summary>
/// <param name="source">Where they come from.</param>
/// <param name="busyTimeout">How long a read waits for a process that has locked the file, as one does that recovers it after a crash.</param>
internal sealed class ReaderPool(StoreSource source, TimeSpan busyTimeout) : IDisposable
{
    private readonly ConcurrentBag<StoreReader> _idle = [];
    private volatile bool _disposed;

    /// <summary>Reads on the caller's thread, unless it would have to wait.</summary>
    public ValueTask<T> UseAsync<T>(Func<StoreReader, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return source.ReadyAsync().IsCompletedSuccessfully && TryUse(read, mayWait: true, out T? result)
            ? ValueTask.FromResult(result!)
            : new ValueTask<T>(WaitAndUseAsync(read, cancellationToken));
    }

    public void Dispose()
    {
        _disposed = true;
        Close();
    }

    private async Task<T> WaitAndUseAsync<T>(Func<StoreReader, T> read, CancellationToken cancellationToken)
    {
        var patience = new Patience();
        long start = Environment.TickCount64;
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteStorage));
            await source.ReadyAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            if (TryUse(read, mayWait: Environment.TickCount64 - start < busyTimeout.TotalMilliseconds, out T? result))
            {
                return result!;
            }

            await patience.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>Whether it was read: not when another process has locked the file, before anything was read.</returns>
    private bool TryUse<T>(Func<StoreReader, T> read, bool mayWait, out T? result)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteStorage));
        StoreReader? reader = null;
        try
        {
            reader = Current();
            result = Read(reader, read);
            return true;
        }
        catch (SessionStorageException e) when (mayWait && SqliteErrors.IsBusy(e))
        {
            result = default;
            return false;
        }
        finally
        {
            if (reader is not null)
            {
                _idle.Add(reader);
            }

            if (_disposed)
            {
                Close();
            }
        }
    }

    private T Read<T>(StoreReader reader, Func<StoreReader, T> read)
    {
        T result;
        try
        {
            result = read(reader);
        }
        catch (SessionException e) when (!source.IsUndisturbed(reader))
        {
            throw Disturbed(e);
        }

        return source.IsUndisturbed(reader) ? result : throw Disturbed(null);
    }

    private StoreReader Current()
    {
        while (_idle.TryTake(out StoreReader? reader))
        {
            bool isCurrent = false;
            try
            {
                isCurrent = source.IsCurrent(reader);
                if (isCurrent)
                {
                    return reader;
                }
            }
            finally
            {
                if (!isCurrent)
                {
                    reader.Dispose();
                }
            }
        }

        StoreReader opened = source.OpenReader();
        try
        {
            return source.IsCurrent(opened) ? opened : throw SqliteErrors.Locked(source.Path);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private SessionStorageException Disturbed(Exception? inner) => new(
        $"Another process wrote the session database '{source.Path}' while it was read without locks, so what was read may be of two states. Nothing was "
        + "changed; read again.", inner);

    private void Close()
    {
        while (_idle.TryTake(out StoreReader? reader))
        {
            reader.Dispose();
        }
    }
}
