namespace Fluers.Sdk.Testing;

/// <summary>Counts what happens, so that of two calls it is known whether one was answered before the other was made.</summary>
internal sealed class StorageEvents
{
    private long _count;

    public long Next() => Interlocked.Increment(ref _count);
}
