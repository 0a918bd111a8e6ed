using Fluers.Sdk.Storage;
using Fluers.Sdk.Tests.Storage;

namespace Fluers.Sdk.Sqlite.Tests;

public sealed class SqliteStorageTests : StorageLaws
{
    private readonly TemporaryFolder _folder = new();

    protected override ISessionStorage Open(TimeProvider clock) => SqliteStorage.Open(_folder.Database, new SqliteOptions { Clock = clock });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
