using System.Globalization;
using Npgsql;

namespace Fluers.Sdk.Servers;

/// <summary>
/// A PostgreSQL server for tests: a private one on a free port of the loopback address, which ends with the process; or the one that
/// the environment variable <c>FLUERS_POSTGRES</c> gives the connection string of.
/// </summary>
public sealed class PostgreSqlServer : IDisposable
{
    private const string Variable = "FLUERS_POSTGRES";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Lazy<PostgreSqlServer> LazyShared = new(
        () => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? new PostgreSqlServer(text) : StartPrivate());

    private readonly string _folder = "";
    private readonly int _port;
    private ServerProcess? _process;

    private PostgreSqlServer(string connectionString) => ConnectionString = connectionString;

    private PostgreSqlServer(string folder, int port)
    {
        _folder = folder;
        _port = port;
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
    }

    /// <summary>The server that the tests of a process share. Ends with the process.</summary>
    public static PostgreSqlServer Shared => LazyShared.Value;

    /// <summary>Why there is no server to test with; <see langword="null"/> when there is one.</summary>
    public static string? WhyMissing => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? null : WhyNoPrivate;

    /// <summary>Why no private server can be started; <see langword="null"/> when it can.</summary>
    public static string? WhyNoPrivate =>
        !OperatingSystem.IsLinux() ? $"Private servers are started on Linux only; set {Variable} to the connection string of a server."
        : Find("initdb") is null || Find("postgres") is null ? $"PostgreSQL is not installed; install it, or set {Variable} to the connection string of a server."
        : Environment.IsPrivilegedProcess && Programs.Find("setpriv") is null ? "PostgreSQL does not run as root, and there is no setpriv to run it as somebody else."
        : null;

    /// <summary>By which to connect, as a user who may do anything.</summary>
    public string ConnectionString { get; }

    // Who may not run as root runs as the user of the system's package, or as nobody.
    internal static string[] AsServer => !Environment.IsPrivilegedProcess ? []
        : [Programs.Find("setpriv")!, $"--reuid={User}", $"--regid={Group}", "--clear-groups", "--"];

    private static string User => HasUser("postgres") ? "postgres" : "nobody";

    private static string Group => HasUser("postgres") ? "postgres" : "nogroup";

    /// <summary>Starts a private server. What it stores survives the end of its processes, not that of the machine.</summary>
    /// <param name="settings">More settings, each as <c>name=value</c>.</param>
    public static PostgreSqlServer StartPrivate(params string[] settings)
    {
        string folder = Directory.CreateTempSubdirectory("fluers-postgresql-").FullName;
        var server = new PostgreSqlServer(folder, FreePort.Next());
        string data = Path.Combine(folder, "data");
        Directory.CreateDirectory(data);
        GiveToServer(folder);
        Programs.Run([.. AsServer, Find("initdb")!, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]);
        File.AppendAllLines(
            Path.Combine(data, "postgresql.conf"),
            [
                "listen_addresses = '127.0.0.1'", $"port = {server._port}", "unix_socket_directories = ''", "max_connections = 300",
                "fsync = off", .. settings,
            ]);
        server.Start();
        return server;
    }

    /// <summary>Starts a private server that follows this one, until it is promoted.</summary>
    public PostgreSqlServer StartStandby()
    {
        string folder = Directory.CreateTempSubdirectory("fluers-postgresql-").FullName;
        var standby = new PostgreSqlServer(folder, FreePort.Next());
        string data = Path.Combine(folder, "data");
        GiveToServer(folder);
        Programs.Run([.. AsServer, Find("pg_basebackup")!, "-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", "-D", data, "-R", "-c", "fast"]);
        File.AppendAllLines(Path.Combine(data, "postgresql.conf"), [$"port = {standby._port}"]);
        standby.Start();
        return standby;
    }

    /// <summary>Lets the user as whom servers run write to a folder.</summary>
    internal static void GiveToServer(string folder)
    {
        if (Environment.IsPrivilegedProcess)
        {
            Programs.Run("/bin/chown", "-R", $"{User}:{Group}", folder);
        }
    }

    /// <summary>Starts the server again after <see cref="Kill"/>, on the same port.</summary>
    public void Start()
    {
        long start = Environment.TickCount64;
        do
        {
            _process = ServerProcess.Start(_folder, "QUIT", [.. AsServer, Find("postgres")!, "-D", Path.Combine(_folder, "data")]);
            while (!_process.HasExited)
            {
                if (IsReady())
                {
                    return;
                }

                Thread.Sleep(20);
            }

            // A killed server's memory may take a moment to go; the next attempt waits for it.
            _process.Kill();
        }
        while (Environment.TickCount64 - start < Patience.TotalMilliseconds);
        throw new InvalidOperationException($"PostgreSQL does not start: {File.ReadAllText(Path.Combine(_folder, "log"))}");
    }

    /// <summary>Ends all processes of a private server at once, as a crash does.</summary>
    public void Kill() => _process!.Kill();

    /// <summary>Stops all processes of a private server where they are, until <see cref="Thaw"/>.</summary>
    public void Freeze() => _process!.FreezeAll();

    /// <summary>Lets a frozen server go on.</summary>
    public void Thaw() => _process!.ThawAll();

    /// <summary>Ends a private server and removes what it stored.</summary>
    public void Dispose() => _process?.Dispose();

    private bool IsReady()
    {
        try
        {
            using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false;Timeout=5");
            connection.Open();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>The full path of a program of PostgreSQL; <see langword="null"/> when it is not installed.</summary>
    public static string? Find(string program)
    {
        const string Packages = "/usr/lib/postgresql";   // where Debian keeps them, each version apart
        string[] folders = Directory.Exists(Packages)
            ? [.. Directory.GetDirectories(Packages).OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out double version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin"))]
            : [];
        return Programs.Find(program, folders);
    }

    private static bool HasUser(string name) => File.ReadLines("/etc/passwd").Any(line => line.StartsWith(name + ':', StringComparison.Ordinal));
}
