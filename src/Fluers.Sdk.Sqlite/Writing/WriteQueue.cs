using Fluers.Sdk.Sqlite.Database;

namespace Fluers.Sdk.Sqlite.Writing;

/// <summary>
/// Lets many callers share one writer. Who comes while a transaction is under way waits, and all who wait become one
/// transaction: its cost, which is mostly the disk's, is then shared by all of them.
/// </summary>
internal sealed class WriteQueue(Connection connection) : IAsyncDisposable
{
    /// <summary>The greatest number of changes in one transaction, so that the first of them does not wait for too many others.</summary>
    private const int MaxBatch = 256;

    private readonly StoreWriter _writer = new(connection);
    private readonly Queue<Write> _waiting = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _writing;
    private bool _closed;

    /// <summary>Runs a change in a transaction. When it returns, the change is committed, or failed and without effect.</summary>
    public Task<T> RunAsync<T>(Func<StoreWriter, T> change, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var write = new Write<T>(change, cancellationToken);
        lock (_waiting)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(SqliteStorage));
            _waiting.Enqueue(write);
            if (_writing)
            {
                return write.Outcome;
            }

            _writing = true;
        }

        // Nobody else is writing: the caller's own thread does it, without the way to another one and back.
        WriteBatch();
        return write.Outcome;
    }

    /// <summary>Closes the connection, behind the changes that wait.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_waiting)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            if (!_writing)
            {
                _drained.SetResult();
            }
        }

        await _drained.Task.ConfigureAwait(false);
        connection.Dispose();
    }

    private void WriteBatch()
    {
        Write[] batch = Take();
        try
        {
            if (batch.Length > 0)
            {
                WriteTogether(batch);
            }
        }
        finally
        {
            lock (_waiting)
            {
                _writing = _waiting.Count > 0;
                if (_closed && !_writing)
                {
                    _drained.SetResult();
                }
                else if (_writing)
                {
                    // Not this caller's thread for ever: its own change is done.
                    ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.WriteBatch(), this, preferLocal: false);
                }
            }
        }
    }

    private Write[] Take()
    {
        lock (_waiting)
        {
            var batch = new List<Write>(Math.Min(_waiting.Count, MaxBatch));
            while (batch.Count < MaxBatch && _waiting.TryDequeue(out Write? write))
            {
                if (write.Begin())
                {
                    batch.Add(write);
                }
            }

            return [.. batch];
        }
    }

    private void WriteTogether(Write[] batch)
    {
        try
        {
            _writer.Begin();
        }
        catch (Exception e)
        {
            Fail(batch, e);
            return;
        }

        try
        {
            foreach (Write write in batch)
            {
                write.Run(_writer);
            }

            _writer.End();
        }
        catch (Exception e)
        {
            connection.Rollback();
            if (batch.Length == 1)
            {
                batch[0].Fail(e);
                return;
            }

            // One of them fails, and must not take the others with it: each by itself.
            foreach (Write write in batch)
            {
                WriteTogether([write]);
            }

            return;
        }

        foreach (Write write in batch)
        {
            write.Complete();
        }
    }

    private static void Fail(Write[] batch, Exception error)
    {
        foreach (Write write in batch)
        {
            write.Fail(error);
        }
    }
}
