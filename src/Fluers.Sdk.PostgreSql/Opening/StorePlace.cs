using Fluers.Sdk.PostgreSql.Database;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>What errors call a store: the schema, the database and the address, and nothing else of a connection string.</summary>
internal static class StorePlace
{
    public static string Of(NpgsqlConnectionStringBuilder settings, string schema)
    {
        string host = ConnectionText.HostOf(settings);
        bool hasPort = host.Contains(':', StringComparison.Ordinal) || host.Contains(',', StringComparison.Ordinal);
        return $"The session store in schema '{schema}' of PostgreSQL database '{settings.Database ?? settings.Username}' at {(hasPort ? host : $"{host}:{settings.Port}")}";
    }
}
