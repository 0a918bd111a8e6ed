using Npgsql;

namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>What errors call a store.</summary>
internal static class StorePlace
{
    public static string Of(NpgsqlDataSource dataSource, string schema)
    {
        var settings = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        return $"The session store in schema '{schema}' of PostgreSQL database '{settings.Database ?? settings.Username}' at {settings.Host}:{settings.Port}";
    }
}
