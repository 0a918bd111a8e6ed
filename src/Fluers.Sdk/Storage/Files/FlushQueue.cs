using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>
/// Waits for the disk on behalf of many commits: those to other files that come meanwhile are flushed together, on a few
/// threads, which the file system turns into few writes of its journal.
/// </summary>
internal sealed class FlushQueue(Disk disk)
{
    private const int Threads = 8;

    private readonly List<(SafeFileHandle File, TaskCompletionSource Flushed)> _waiting = [];
    private bool _flushing;

    public Task FlushAsync(SafeFileHandle file)
    {
        lock (_waiting)
        {
            if (_flushing)
            {
                var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((file, flushed));
                return flushed.Task;
            }

            _flushing = true;
        }

        try
        {
            disk.Flush(file);
            return Task.CompletedTask;
        }
        finally
        {
            Next();
        }
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
        Parallel.ForEach(batch, new ParallelOptions { MaxDegreeOfParallelism = Threads }, item =>
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
        });
        Next();
    }
}
