namespace Fluers.Sdk.Storage;

/// <summary>Wakes those who wait for a session to change, within one process. For storages that are an <see cref="ISessionNotice"/>.</summary>
public sealed class ChangeNotice
{
    private readonly Dictionary<SessionKey, Change> _awaited = [];
    private readonly Lock _lock = new();

    /// <summary>Whether anybody waits.</summary>
    public bool IsAwaited
    {
        get
        {
            lock (_lock)
            {
                return _awaited.Count > 0;
            }
        }
    }

    /// <summary>Waits for the next change of a session.</summary>
    /// <param name="key">The session.</param>
    /// <param name="isUnchanged">Whether there is anything to wait for; asked once changes are noticed, so that none falls in between.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask WaitAsync(SessionKey key, Func<CancellationToken, ValueTask<bool>> isUnchanged, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isUnchanged);
        Change change = Await(key);
        try
        {
            if (await isUnchanged(cancellationToken).ConfigureAwait(false))
            {
                await change.Happened.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Leave(key, change);
        }
    }

    /// <summary>Wakes those who wait for a session. Call it once the change can be read.</summary>
    public void Changed(SessionKey key)
    {
        Change? change;
        lock (_lock)
        {
            _awaited.Remove(key, out change);
        }

        change?.Happened.TrySetResult();
    }

    /// <summary>Wakes all: any session may have changed, or the storage closes.</summary>
    public void ChangedAll()
    {
        Change[] changes;
        lock (_lock)
        {
            changes = [.. _awaited.Values];
            _awaited.Clear();
        }

        foreach (Change change in changes)
        {
            change.Happened.TrySetResult();
        }
    }

    private Change Await(SessionKey key)
    {
        lock (_lock)
        {
            if (!_awaited.TryGetValue(key, out Change? change))
            {
                _awaited[key] = change = new Change();
            }

            change.Waiting++;
            return change;
        }
    }

    // Who gives up leaves nothing behind, or a store that is followed for months would grow.
    private void Leave(SessionKey key, Change change)
    {
        lock (_lock)
        {
            if (--change.Waiting == 0 && _awaited.TryGetValue(key, out Change? current) && current == change)
            {
                _awaited.Remove(key);
            }
        }
    }

    private sealed class Change
    {
        public TaskCompletionSource Happened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Waiting { get; set; }
    }
}
