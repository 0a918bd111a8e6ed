namespace Fluers.Sdk.Agents.Running;

/// <summary>Wakes the worker of this process before its time.</summary>
internal sealed class Wake
{
    private volatile TaskCompletionSource _signal = New();

    public void Signal() => _signal.TrySetResult();

    /// <summary>Waits for a signal, or for the time.</summary>
    public async Task WaitAsync(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await _signal.Task.WaitAsync(Durations.Timer(time), clock, cancellationToken).ConfigureAwait(false);
            _signal = New();   // a signal that comes now is for work that the next look finds
        }
        catch (TimeoutException)
        {
            // Time to look, then.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
