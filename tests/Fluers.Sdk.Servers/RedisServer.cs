using StackExchange.Redis;

namespace Fluers.Sdk.Servers;

/// <summary>
/// A Redis server for tests: a private one on a free port of the loopback address, which ends with the process; or the one that the
/// environment variable <c>FLUERS_REDIS</c> gives the configuration of.
/// </summary>
public sealed class RedisServer : IDisposable
{
    private const string Variable = "FLUERS_REDIS";
    private const string Snapshot = "dump.rdb";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Lazy<RedisServer> LazyShared = new(
        () => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? new RedisServer(text) : StartPrivate());

    private readonly string _folder = "";
    private readonly string[] _settings = [];
    private ServerProcess? _process;

    private RedisServer(string configuration) => Configuration = configuration;

    private RedisServer(string folder, int port, string[] settings)
    {
        _folder = folder;
        _settings = settings;
        Port = port;
        Configuration = $"127.0.0.1:{port}";
    }

    /// <summary>The server that the tests of a process share. Ends with the process.</summary>
    public static RedisServer Shared => LazyShared.Value;

    /// <summary>Why there is no server to test with; <see langword="null"/> when there is one.</summary>
    public static string? WhyMissing => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? null : WhyNoPrivate;

    /// <summary>Why no private server can be started; <see langword="null"/> when it can.</summary>
    public static string? WhyNoPrivate =>
        !OperatingSystem.IsLinux() ? $"Private servers are started on Linux only; set {Variable} to the configuration of a server."
        : Programs.Find("redis-server") is null ? $"Redis is not installed; install it, or set {Variable} to the configuration of a server."
        : null;

    /// <summary>By which to connect, as a user who may do anything.</summary>
    public string Configuration { get; }

    /// <summary>The port of a private server.</summary>
    public int Port { get; }

    /// <summary>Starts a private server, which has on its disk what it has answered.</summary>
    /// <param name="settings">More settings, a name and a value in turn.</param>
    public static RedisServer StartPrivate(params string[] settings) => StartPrivate(FreePort.Next(), settings);

    internal static RedisServer StartPrivate(int port, params string[] settings)
    {
        var server = new RedisServer(Directory.CreateTempSubdirectory("fluers-redis-").FullName, port, settings);
        server.Start();
        return server;
    }

    /// <summary>Starts the server again after <see cref="Kill"/>, on the same port.</summary>
    public void Start() => Start("yes");

    /// <summary>Starts a new server in the place of a private one that was killed, with nothing but a snapshot of a server.</summary>
    /// <param name="snapshot">An RDB file.</param>
    // A server that is to append looks for what it has appended, and for nothing else; so it begins to append once it has read the snapshot.
    public void StartFrom(string snapshot)
    {
        foreach (string entry in Directory.GetFileSystemEntries(_folder).Where(entry => Path.GetFileName(entry) != "log"))
        {
            if (Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }
            else
            {
                File.Delete(entry);
            }
        }

        File.Copy(snapshot, Path.Combine(_folder, Snapshot));
        Start("no");
        Ask("CONFIG", "SET", "appendonly", "yes");
        for (long start = Environment.TickCount64; !Ask("INFO", "persistence").Contains("aof_rewrite_in_progress:0\r", StringComparison.Ordinal); Thread.Sleep(5))
        {
            Demand(Environment.TickCount64 - start < Patience.TotalMilliseconds);
        }
    }

    /// <summary>Lets a private server write a snapshot of all that it holds, as its own command does.</summary>
    /// <param name="snapshot">Where the RDB file goes.</param>
    public void Save(string snapshot)
    {
        Ask("SAVE");
        File.Copy(Path.Combine(_folder, Snapshot), snapshot, overwrite: true);
    }

    /// <summary>Who is connected, a line each.</summary>
    public string Clients() => Ask("CLIENT", "LIST");

    private void Start(string appends)
    {
        string[] settings =
        [
            "port", $"{Port}", "bind", "127.0.0.1", "dir", _folder, "dbfilename", Snapshot, "save", "", "appendonly", appends, "appendfsync", "always", .. _settings,
        ];
        _process = ServerProcess.Start(_folder, "KILL", [Programs.Find("redis-server")!, .. settings.Select((setting, i) => i % 2 == 0 ? $"--{setting}" : setting)]);
        for (long start = Environment.TickCount64; !IsReady(); Thread.Sleep(20))
        {
            Demand(!_process.HasExited && Environment.TickCount64 - start < Patience.TotalMilliseconds);
        }
    }

    /// <summary>Ends a private server at once, as a crash does.</summary>
    public void Kill() => _process!.Kill();

    /// <summary>Stops a private server where it is, until <see cref="Thaw"/>.</summary>
    public void Freeze() => _process!.Freeze();

    /// <summary>Lets a frozen server go on.</summary>
    public void Thaw() => _process!.Thaw();

    /// <summary>Ends a private server and removes what it stored.</summary>
    public void Dispose() => _process?.Dispose();

    // Another server may have taken the port meanwhile, and would answer as well.
    private bool IsReady()
    {
        try
        {
            return Ask("INFO", "server").Contains($"process_id:{_process!.Id}\r", StringComparison.Ordinal);
        }
        catch (RedisException)
        {
            return false;
        }
    }

    private string Ask(string command, params object[] arguments)
    {
        using ConnectionMultiplexer connection = ConnectionMultiplexer.Connect($"{Configuration},connectTimeout=2000,connectRetry=0,allowAdmin=true,syncTimeout=60000");
        return $"{connection.GetServer(connection.GetEndPoints()[0]).Execute(command, arguments)}";
    }

    private void Demand(bool goesOn)
    {
        if (!goesOn)
        {
            throw new InvalidOperationException($"Redis does not start: {File.ReadAllText(Path.Combine(_folder, "log"))}");
        }
    }
}
