using StackExchange.Redis;

namespace Fluers.Sdk.Servers;

/// <summary>
/// A Redis cluster of three servers for tests, private and on free ports of the loopback address; or the one that the environment variable
/// <c>FLUERS_REDIS_CLUSTER</c> gives the configuration of.
/// </summary>
public sealed class RedisCluster : IDisposable
{
    private const string Variable = "FLUERS_REDIS_CLUSTER";
    private const int Nodes = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Lazy<RedisCluster> LazyShared = new(
        () => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? new RedisCluster(text, []) : StartPrivate());

    private RedisCluster(string configuration, RedisServer[] servers)
    {
        Configuration = configuration;
        Servers = servers;
    }

    /// <summary>The cluster that the tests of a process share. Ends with the process.</summary>
    public static RedisCluster Shared => LazyShared.Value;

    /// <summary>Why there is no cluster to test with; <see langword="null"/> when there is one.</summary>
    public static string? WhyMissing => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? null
        : RedisServer.WhyNoPrivate is { } why ? why
        : Programs.Find("redis-cli") is null ? $"redis-cli, which makes a cluster, is not installed; install it, or set {Variable} to the configuration of a cluster."
        : null;

    /// <summary>By which to connect.</summary>
    public string Configuration { get; }

    /// <summary>The private servers; none for a cluster of somebody else's.</summary>
    public IReadOnlyList<RedisServer> Servers { get; }

    /// <summary>Starts a private cluster.</summary>
    public static RedisCluster StartPrivate()
    {
        // Each server has a second port, for the others.
        int[] ports = FreePort.Next(2 * Nodes);
        RedisServer[] servers =
        [
            .. Enumerable.Range(0, Nodes).Select(i => RedisServer.StartPrivate(
                ports[i], "cluster-enabled", "yes", "cluster-port", $"{ports[Nodes + i]}", "cluster-node-timeout", "5000")),
        ];
        string[] addresses = [.. servers.Select(server => server.Configuration)];
        string cli = Programs.Find("redis-cli")!;
        Programs.Run([cli, "--cluster", "create", .. addresses, "--cluster-replicas", "0", "--cluster-yes"]);

        // It is made once each of them has heard of all the others.
        long start = Environment.TickCount64;
        foreach (RedisServer server in servers)
        {
            while (!Programs.Run(cli, "-p", $"{server.Port}", "cluster", "info").Contains("cluster_state:ok", StringComparison.Ordinal))
            {
                if (Environment.TickCount64 - start > Patience.TotalMilliseconds)
                {
                    throw new InvalidOperationException($"The servers do not make a cluster: {Programs.Run(cli, "-p", $"{server.Port}", "cluster", "nodes")}");
                }

                Thread.Sleep(50);
            }
        }

        return new RedisCluster(string.Join(',', addresses), servers);
    }

    /// <summary>Moves a slot with its keys to another server, one key after the other, while clients go on asking for them.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="to">The number of the server that gets it.</param>
    public async Task MoveSlotAsync(int slot, int to)
    {
        await using ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync($"{Configuration},allowAdmin=true");
        IServer target = connections.GetServer(Servers[to].Configuration);
        ClusterConfiguration nodes = (await target.ClusterNodesAsync())!;
        ClusterNode owner = nodes.GetBySlot(slot)!;
        string targetId = nodes[target.EndPoint]!.NodeId;
        if (owner.NodeId == targetId)
        {
            return;
        }

        IServer source = connections.GetServer(owner.EndPoint!);
        await target.ExecuteAsync("CLUSTER", "SETSLOT", slot, "IMPORTING", owner.NodeId);
        await source.ExecuteAsync("CLUSTER", "SETSLOT", slot, "MIGRATING", targetId);
        while ((string[])(await source.ExecuteAsync("CLUSTER", "GETKEYSINSLOT", slot, 1))! is [var key])
        {
            await source.ExecuteAsync("MIGRATE", "127.0.0.1", Servers[to].Port, key, 0, 5000);
            await Task.Delay(5);
        }

        foreach (IServer server in connections.GetServers())
        {
            await server.ExecuteAsync("CLUSTER", "SETSLOT", slot, "NODE", targetId);
        }
    }

    /// <summary>Ends a private cluster.</summary>
    public void Dispose()
    {
        foreach (RedisServer server in Servers)
        {
            server.Dispose();
        }
    }
}
