using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Sqlite.Tests;

public class SqlitePlace : ProcessPlace
{
    private readonly TemporaryFolder _folder = new();

    public override string Address => $"{(Options.Durability == SqliteDurability.Full ? "sqlite-full" : "sqlite")}|{Database}";

    public override string Host => Path.Combine(AppContext.BaseDirectory, "Fluers.Sdk.Storage.Host.dll");

    protected string Database => _folder.Database;

    protected virtual SqliteOptions Options { get; } = new();

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock) => ValueTask.FromResult<ISessionStorage>(
        SqliteStorage.Open(Database, Options with { Clock = clock }));

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }
}

public sealed class FlushedSqlitePlace : SqlitePlace
{
    protected override SqliteOptions Options { get; } = new() { Durability = SqliteDurability.Full };
}
