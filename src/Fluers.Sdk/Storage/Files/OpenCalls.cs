namespace Fluers.Sdk.Storage;

/// <summary>Counts the calls that are under way, so that closing can wait for them and no other begins behind it.</summary>
internal sealed class OpenCalls(Type owner)
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private int _open;
    private bool _closing;

    /// <summary>Whether no other call begins.</summary>
    public bool IsClosing
    {
        get
        {
            lock (_lock)
            {
                return _closing;
            }
        }
    }

    /// <summary>Begins a call, which ends when the result is disposed.</summary>
    public Call Enter()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closing, owner);
            _open++;
            return new Call(this);
        }
    }

    /// <summary>Lets no other call begin, and waits for the end of those that are under way.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _closing = true;
            if (_open == 0)
            {
                _closed.TrySetResult();
            }
        }

        return _closed.Task;
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_open == 0 && _closing)
            {
                _closed.TrySetResult();
            }
        }
    }

    /// <summary>A call that is under way.</summary>
    public readonly struct Call(OpenCalls calls) : IDisposable
    {
        public void Dispose() => calls.Leave();
    }
}
