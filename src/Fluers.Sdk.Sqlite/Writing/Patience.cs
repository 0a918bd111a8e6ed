namespace Fluers.Sdk.Sqlite.Writing;

/// <summary>How long to wait before a lock is asked for again: short at first, then longer, as SQLite itself waits. No thread waits.</summary>
internal struct Patience
{
    private static readonly int[] Milliseconds = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100];

    private int _tries;

    /// <summary>Waits.</summary>
    public Task WaitAsync(CancellationToken cancellationToken = default) =>
        Task.Delay(Milliseconds[Math.Min(_tries++, Milliseconds.Length - 1)], cancellationToken);
}
