using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>A disk on which a flush does not come back while its gate is closed.</summary>
internal sealed class GatedDisk : Disk
{
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Closes the gate.</summary>
    /// <returns>Completes once a flush waits at it.</returns>
    public Task Close()
    {
        _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _open.Reset();
        return _reached.Task;
    }

    public void Open() => _open.Set();

    public override void Flush(SafeFileHandle file)
    {
        if (!_open.IsSet)
        {
            _reached.TrySetResult();
            _open.Wait();
        }

        base.Flush(file);
    }
}
