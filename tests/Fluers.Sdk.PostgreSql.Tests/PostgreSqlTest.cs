using Fluers.Sdk.Servers;

namespace Fluers.Sdk.PostgreSql.Tests;

/// <summary>What the tests of this project have in common: a schema of their own in the database of the server that they share.</summary>
public abstract class PostgreSqlTest : IAsyncLifetime
{
    private PostgreSqlStorage? _storage;

    protected static string Server => PostgreSqlServer.Shared.ConnectionString;

    protected string Schema { get; } = $"test_{Guid.NewGuid():N}";

    /// <summary>A storage on the schema, opened when it is first asked for.</summary>
    protected PostgreSqlStorage Storage => _storage ??= Open();

    public virtual ValueTask InitializeAsync()
    {
        Assert.SkipWhen(PostgreSqlServer.WhyMissing is not null, PostgreSqlServer.WhyMissing ?? "");
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_storage is not null)
        {
            await _storage.DisposeAsync();
        }

        if (PostgreSqlServer.WhyMissing is null)
        {
            await Sql.ExecuteAsync($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Opens another storage on the schema.</summary>
    protected PostgreSqlStorage Open(string settings = "", PostgreSqlDurability durability = PostgreSqlDurability.Server) =>
        PostgreSqlStorage.Open($"{Server};{settings}", new PostgreSqlOptions { Schema = Schema, Durability = durability });
}
