using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Tests.Storage;

public sealed class MemoryStorageTests : StorageLaws
{
    protected override ISessionStorage Open(TimeProvider clock) => new MemoryStorage(clock);
}
