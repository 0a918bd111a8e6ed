using Fluers.Sdk.Hosting;
using Fluers.Sdk.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Sessions in SQLite as a service.</summary>
public static class FluersSessionsSqliteExtensions
{
    /// <summary>Keeps sessions in one SQLite file, which several processes may share.</summary>
    /// <param name="options">Where sessions are kept.</param>
    /// <param name="path">The path of the file. Its directory must exist.</param>
    /// <param name="sqlite">How the storage behaves; the defaults unless stated.</param>
    public static void UseSqlite(this FluersSessionsOptions options, string path, SqliteOptions? sqlite = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(path);
        options.UseStorage(_ => SqliteStorage.Open(path, sqlite));
    }
}
