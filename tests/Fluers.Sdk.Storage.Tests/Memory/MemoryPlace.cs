using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Memory;

public sealed class MemoryPlace : StoragePlace
{
    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock) => ValueTask.FromResult<ISessionStorage>(new MemoryStorage(clock));
}
