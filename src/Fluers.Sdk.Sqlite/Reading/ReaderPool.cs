using System.Collections.Concurrent;

namespace Fluers.Sdk.Sqlite.Reading;

/// <summary>Connections that read: as many as there are callers at once.</summary>
internal sealed class ReaderPool(Func<StoreReader> open) : IDisposable
{
    private readonly ConcurrentBag<StoreReader> _idle = [];
    private volatile bool _disposed;

    public T Use<T>(Func<StoreReader, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteStorage));
        if (!_idle.TryTake(out StoreReader? reader))
        {
            reader = open();
        }

        try
        {
            return read(reader);
        }
        finally
        {
            _idle.Add(reader);
            if (_disposed)
            {
                Close();
            }
        }
    }

    public void Dispose()
    {
        _disposed = true;
        Close();
    }

    private void Close()
    {
        while (_idle.TryTake(out StoreReader? reader))
        {
            reader.Dispose();
        }
    }
}
