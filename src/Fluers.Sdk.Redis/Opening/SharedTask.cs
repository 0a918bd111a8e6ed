namespace Fluers.Sdk.Redis.Opening;

/// <summary>Something that is done once, for all who wait for it; again after a failure. Whoever gives up waiting leaves it to the others.</summary>
internal sealed class SharedTask(Func<Task> work)
{
    private readonly Lock _lock = new();
    private Task? _task;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_task is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _task = Task.Run(work, CancellationToken.None);
                _ = _task.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);   // seen
            }

            return _task.IsCompletedSuccessfully ? _task : _task.WaitAsync(cancellationToken);
        }
    }
}
