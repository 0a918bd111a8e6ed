using Fluers.Sdk.Sqlite.Database;

namespace Fluers.Sdk.Sqlite.Writing;

/// <summary>
/// Lets many callers share one writer. Who comes while a transaction is under way waits, and all who wait become one
/// transaction: its cost, which is mostly the disk's, is then shared by all of them.
/// </summary>
/// <param name="open">Gives the writer; asked again when it failed.</param>
/// <param name="path">The path of the file, for errors.</param>
/// <param name="busyTimeout">How long a change waits for another process that is writing.</param>
internal sealed class WriteQueue(Func<Task<StoreWriter>> open, string path, TimeSpan busyTimeout) : IAsyncDisposable
{
    /// <summary>The greatest number of changes in one transaction, so that the first of them does not wait for too many others.</summary>
    private const int MaxBatch = 256;

    private readonly Queue<Write> _waiting = [];
    private readonly Queue<Write> _alone = [];   // those that failed together with others, before all that wait
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

        // Nobody else is writing: the caller's own thread does it, without the way to another one and back. Where it would have to wait for
        // another process, it goes back to its caller.
        _ = WriteAllAsync();
        return write.Outcome;
    }

    /// <summary>Returns behind the changes that wait, and takes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_waiting)
        {
            if (!_closed)
            {
                _closed = true;
                if (!_writing)
                {
                    _drained.SetResult();
                }
            }
        }

        await _drained.Task.ConfigureAwait(false);
    }

    private async Task WriteAllAsync()
    {
        while (true)
        {
            await WriteBatchAsync().ConfigureAwait(false);
            lock (_waiting)
            {
                if (_waiting.Count + _alone.Count == 0)
                {
                    _writing = false;
                    if (_closed)
                    {
                        _drained.SetResult();
                    }

                    return;
                }
            }

            // Not this caller's thread for ever: its own change is done.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    /// <summary>Makes one transaction of what waits. What fails, fails those whose changes it was.</summary>
    private async Task WriteBatchAsync()
    {
        StoreWriter writer;
        try
        {
            writer = await open().ConfigureAwait(false);
            if (!await BeginAsync(writer).ConfigureAwait(false))
            {
                return;
            }
        }
        catch (Exception e)
        {
            Fail(Take(all: true), e);
            return;
        }

        WriteTogether(writer, Take(all: false));
    }

    /// <summary>Begins a transaction as soon as no other process writes.</summary>
    /// <returns>Whether there is a transaction: not when all who wait gave up, or waited too long.</returns>
    private async Task<bool> BeginAsync(StoreWriter writer)
    {
        var patience = new Patience();
        while (!writer.TryBegin())
        {
            await patience.WaitAsync().ConfigureAwait(false);
            if (!DismissImpatient())
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>Whether anybody still waits.</returns>
    private bool DismissImpatient()
    {
        lock (_waiting)
        {
            Dismiss(_alone);
            Dismiss(_waiting);
            return _waiting.Count + _alone.Count > 0;
        }

        void Dismiss(Queue<Write> queue)
        {
            for (int count = queue.Count; count > 0; count--)
            {
                Write write = queue.Dequeue();
                if (write.IsGivenUp)
                {
                    continue;
                }

                if (write.Age < busyTimeout)
                {
                    queue.Enqueue(write);
                }
                else if (write.Begin())
                {
                    write.Fail(SqliteErrors.Locked(path));
                }
            }
        }
    }

    private Write[] Take(bool all)
    {
        lock (_waiting)
        {
            var batch = new List<Write>(Math.Min(_waiting.Count, MaxBatch));
            while ((all || batch.Count == 0) && _alone.TryDequeue(out Write? alone))
            {
                Claim(alone);
            }

            while (all || (batch.Count < MaxBatch && batch is not [{ IsAlone: true }]))
            {
                if (!_waiting.TryDequeue(out Write? write))
                {
                    break;
                }

                Claim(write);
            }

            return [.. batch];

            void Claim(Write write)
            {
                if (write.Begin())
                {
                    batch.Add(write);
                }
            }
        }
    }

    private void WriteTogether(StoreWriter writer, Write[] batch)
    {
        try
        {
            if (batch.Length == 0)
            {
                writer.Rollback();
                return;
            }

            foreach (Write write in batch)
            {
                write.Run(writer);
            }

            writer.End();
        }
        catch (Exception e)
        {
            writer.Rollback();
            Undo(batch, e);
            return;
        }

        try
        {
            writer.Confirm();
        }
        catch (Exception e)
        {
            Fail(batch, e);
            return;
        }

        foreach (Write write in batch)
        {
            write.Complete();
        }
    }

    // One of them fails, and must not take the others with it: each by itself.
    private void Undo(Write[] batch, Exception error)
    {
        if (batch.Length == 1)
        {
            batch[0].Fail(error);
            return;
        }

        lock (_waiting)
        {
            foreach (Write write in batch)
            {
                write.Return();
                _alone.Enqueue(write);
            }
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
