using Npgsql;

namespace Fluers.Sdk.PostgreSql.Database;

/// <summary>A data source from a connection string, set up for what a storage does.</summary>
internal static class OwnDataSource
{
    /// <summary>Few enough that some processes fit into the hundred connections that a server takes unless told otherwise, and more than it has processors.</summary>
    private const int Connections = 32;

    /// <summary>More than the statements that a storage sends.</summary>
    private const int Prepared = 16;

    public static NpgsqlDataSource Open(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        NpgsqlConnectionStringBuilder settings = builder.ConnectionStringBuilder;
        if (!settings.ShouldSerialize("Maximum Pool Size"))
        {
            settings.MaxPoolSize = Math.Max(Connections, settings.MinPoolSize);
        }

        if (!settings.ShouldSerialize("Max Auto Prepare"))
        {
            settings.MaxAutoPrepare = Prepared;
        }

        if (!settings.ShouldSerialize("No Reset On Close"))
        {
            settings.NoResetOnClose = true;   // no call leaves anything behind on its connection
        }

        settings.ApplicationName ??= "Fluers.Sdk";
        return builder.Build();
    }
}
