using Fluers.Sdk.Servers;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Restores;

/// <summary>A dump of a schema, as PostgreSQL's own tools make and restore it.</summary>
internal sealed class Dump : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly string _format;

    /// <param name="format">What <c>pg_dump</c> writes: <c>plain</c> for <c>psql</c>, <c>custom</c> for <c>pg_restore</c>.</param>
    public Dump(string format) => _format = format;

    /// <summary>Why no dump can be made; <see langword="null"/> when one can.</summary>
    public static string? WhyMissing => PostgreSqlServer.WhyMissing
        ?? (PostgreSqlServer.Find("pg_dump") is null || PostgreSqlServer.Find("pg_restore") is null || PostgreSqlServer.Find("psql") is null
            ? "The tools pg_dump, pg_restore and psql are not installed."
            : null);

    /// <summary>Dumps a schema of a server.</summary>
    public async Task TakeAsync(string server, string schema) => await Task.Run(() => Programs.Run(
        PostgreSqlServer.Find("pg_dump")!, "-d", Address(server), "-n", schema, "-F", _format, "-f", _file));

    /// <summary>Puts the dump into a server, which has no such schema.</summary>
    public async Task RestoreAsync(string server) => await Task.Run(() => Programs.Run(
        _format == "plain"
            ? [PostgreSqlServer.Find("psql")!, "-d", Address(server), "-q", "-v", "ON_ERROR_STOP=1", "-f", _file]
            : [PostgreSqlServer.Find("pg_restore")!, "-d", Address(server), "--exit-on-error", _file]));

    public void Dispose() => File.Delete(_file);

    private static string Address(string server)
    {
        var settings = new NpgsqlConnectionStringBuilder(server);
        string password = settings.Password is { Length: > 0 } secret ? $" password='{secret.Replace("'", "\\'", StringComparison.Ordinal)}'" : "";
        return $"host={settings.Host} port={settings.Port} user={settings.Username} dbname={settings.Database}{password}";
    }
}
