using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Sqlite.Tests;

public class SqlitePlace : ProcessPlace
{
    private readonly TemporaryFolder _folder = new();

    public override string Address => $"{(Durability == SqliteDurability.Full ? "sqlite-full" : "sqlite")}|{_folder.Database}";

    public override string Host => Path.Combine(AppContext.BaseDirectory, "Fluers.Sdk.Storage.Host.dll");

    protected virtual SqliteDurability Durability => SqliteDurability.Normal;

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock) => ValueTask.FromResult<ISessionStorage>(
        SqliteStorage.Open(_folder.Database, new SqliteOptions { Clock = clock, Durability = Durability }));

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }
}

public sealed class FlushedSqlitePlace : SqlitePlace
{
    protected override SqliteDurability Durability => SqliteDurability.Full;
}
