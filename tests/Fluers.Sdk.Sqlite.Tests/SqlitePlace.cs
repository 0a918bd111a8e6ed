using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Sqlite.Tests;

public sealed class SqlitePlace : StoragePlace
{
    private readonly TemporaryFolder _folder = new();

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock) =>
        ValueTask.FromResult<ISessionStorage>(SqliteStorage.Open(_folder.Database, new SqliteOptions { Clock = clock }));

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }
}
