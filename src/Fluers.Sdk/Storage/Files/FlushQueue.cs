using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>
/// Waits for the disk on behalf of many commits, never on the thread of one: those to other files that come meanwhile are flushed together,
/// on a few threads of the pool, which the file system turns into few writes of its journal.
/// </summary>
internal sealed class FlushQueue(Disk disk)
{
    private const int Threads = 8;

    private readonly List<(SafeFileHandle File, TaskCompletionSource Flushed)> _waiting = [];
    private bool _flushing;

    public Task FlushAsync(SafeFileHandle file)
    {
        var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool idle;
        lock (_waiting)
        {
            _waiting.Add((file, flushed));
            idle = !_flushing;
            _flushing = true;
        }

        if (idle)
        {
            Next();
        }

        return flushed.Task;
    }

    private void Next()
    {
        lock (_waiting)
        {
            _flushing = _waiting.Count > 0;
            if (!_flushing)
            {
                return;
            }

            (SafeFileHandle, TaskCompletionSource)[] batch = [.. _waiting];
            _waiting.Clear();
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Queue.Flush(work.Batch), (Queue: this, Batch: batch), preferLocal: false);
        }
    }

    private void Flush((SafeFileHandle File, TaskCompletionSource Flushed)[] batch)
    {
        if (batch.Length == 1)
        {
            Flush(batch[0]);
        }
        else
        {
            Parallel.ForEach(batch, new ParallelOptions { MaxDegreeOfParallelism = Threads }, Flush);
        }

        Next();
    }

    private void Flush((SafeFileHandle File, TaskCompletionSource Flushed) item)
    {
        try
        {
            disk.Flush(item.File);
            item.Flushed.SetResult();
        }
        catch (Exception e)
        {
            item.Flushed.SetException(e);   // for the commit that waits, and only for that one
        }
    }
}
