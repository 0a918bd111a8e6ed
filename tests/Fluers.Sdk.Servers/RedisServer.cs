using StackExchange.Redis;

namespace Fluers.Sdk.Servers;

/// <summary>
/// A Redis server for tests: a private one on a free port of the loopback address, which ends with the process; or the one that the
/// environment variable <c>FLUERS_REDIS</c> gives the configuration of.
/// </summary>
public sealed class RedisServer : IDisposable
{
    private const string Variable = "FLUERS_REDIS";

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
    public void Start()
    {
        string[] settings =
        [
            "port", $"{Port}", "bind", "127.0.0.1", "dir", _folder, "save", "", "appendonly", "yes", "appendfsync", "always", .. _settings,
        ];
        _process = ServerProcess.Start(_folder, "KILL", [Programs.Find("redis-server")!, .. settings.Select((setting, i) => i % 2 == 0 ? $"--{setting}" : setting)]);
        long start = Environment.TickCount64;
        while (!IsReady())
        {
            if (_process.HasExited || Environment.TickCount64 - start > Patience.TotalMilliseconds)
            {
                throw new InvalidOperationException($"Redis does not start: {File.ReadAllText(Path.Combine(_folder, "log"))}");
            }

            Thread.Sleep(20);
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

    private bool IsReady()
    {
        try
        {
            using ConnectionMultiplexer connection = ConnectionMultiplexer.Connect($"{Configuration},connectTimeout=2000,connectRetry=0");
            connection.GetServer(connection.GetEndPoints()[0]).Ping();
            return true;
        }
        catch (RedisException)
        {
            return false;
        }
    }
}
