using Fluers.Sdk.Hosting;
using Fluers.Sdk.PostgreSql;
using Npgsql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Sessions in PostgreSQL as a service.</summary>
public static class FluersSessionsPostgreSqlExtensions
{
    /// <summary>Keeps sessions in a schema of a PostgreSQL database, which any number of processes may share.</summary>
    /// <param name="options">Where sessions are kept.</param>
    /// <param name="connectionString">A connection string of Npgsql.</param>
    /// <param name="postgreSql">How the storage behaves; the defaults unless stated.</param>
    public static void UsePostgreSql(this FluersSessionsOptions options, string connectionString, PostgreSqlOptions? postgreSql = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        options.UseStorage(_ => PostgreSqlStorage.Open(connectionString, postgreSql));
    }

    /// <summary>Keeps sessions in the database of the <see cref="NpgsqlDataSource"/> that is among the services. It stays the application's.</summary>
    /// <param name="options">Where sessions are kept.</param>
    /// <param name="postgreSql">How the storage behaves; the defaults unless stated.</param>
    public static void UsePostgreSql(this FluersSessionsOptions options, PostgreSqlOptions? postgreSql = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UseStorage(services => PostgreSqlStorage.Open(services.GetRequiredService<NpgsqlDataSource>(), postgreSql));
    }
}
