using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Agents.Testing;

/// <summary>Counts how often sessions are read.</summary>
public sealed class CountingStorage(ISessionStorage storage) : DelegatingSessionStorage(storage)
{
    private int _reads;

    /// <summary>How often a session was read.</summary>
    public int Reads => Volatile.Read(ref _reads);

    public override ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _reads);
        return Inner.ReadAsync(key, range, sink, cancellationToken);
    }
}
