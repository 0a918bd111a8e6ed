using Npgsql;

namespace Fluers.Sdk.Servers;

/// <summary>A PgBouncer for tests that lends the connections of the shared server by the transaction, on a free port of the loopback address.</summary>
public sealed class PgBouncer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ServerProcess _process;

    private PgBouncer(ServerProcess process, string connectionString)
    {
        _process = process;
        ConnectionString = connectionString;
    }

    /// <summary>Why none can be started; <see langword="null"/> when one can.</summary>
    public static string? WhyMissing => PostgreSqlServer.WhyMissing
        ?? PostgreSqlServer.WhyNoPrivate
        ?? (Programs.Find("pgbouncer", "/usr/sbin") is null ? "PgBouncer is not installed; install the package pgbouncer." : null);

    /// <summary>By which to connect to the server through it.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts one before a server.</summary>
    /// <param name="connectionString">By which to connect to the server without it.</param>
    /// <param name="mode">How connections are lent: <c>session</c>, <c>transaction</c> or <c>statement</c>.</param>
    /// <param name="connections">How many connections of the server it lends.</param>
    /// <param name="port">Its port; a free one unless stated.</param>
    public static PgBouncer Start(string connectionString, string mode, int connections, int? port = null)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        string folder = Directory.CreateTempSubdirectory("fluers-pgbouncer-").FullName;
        port ??= FreePort.Next();
        string users = Path.Combine(folder, "users.txt");
        string settings = Path.Combine(folder, "pgbouncer.ini");
        File.WriteAllText(users, $"\"{server.Username}\" \"{server.Password}\"\n");
        File.WriteAllText(
            settings,
            $"""
            [databases]
            * = host={server.Host} port={server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {users}
            pool_mode = {mode}
            default_pool_size = {connections}
            max_client_conn = 200

            """);
        PostgreSqlServer.GiveToServer(folder);
        string through = new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = port.Value }.ConnectionString;
        ServerProcess process = ServerProcess.Start(folder, "TERM", [.. PostgreSqlServer.AsServer, Programs.Find("pgbouncer", "/usr/sbin")!, settings]);
        for (long start = Environment.TickCount64; !IsReady(through); Thread.Sleep(20))
        {
            if (process.HasExited || Environment.TickCount64 - start > Patience.TotalMilliseconds)
            {
                throw new InvalidOperationException($"PgBouncer does not start: {File.ReadAllText(Path.Combine(folder, "log"))}");
            }
        }

        return new PgBouncer(process, through);
    }

    /// <summary>Ends it.</summary>
    public void Dispose() => _process.Dispose();

    private static bool IsReady(string connectionString)
    {
        try
        {
            using var connection = new NpgsqlConnection($"{connectionString};Pooling=false;Timeout=5");
            connection.Open();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
