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
    private const int Slots = 16384;

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
        for (int i = 0; i < Nodes; i++)
        {
            // Before they meet: each has its own number, and its own part of the slots.
            Ask(servers[i], ["cluster", "set-config-epoch", $"{i + 1}"]);
            Ask(servers[i], ["cluster", "addslots", .. Enumerable.Range(0, Slots).Where(slot => slot * Nodes / Slots == i).Select(slot => $"{slot}")]);
        }

        Meet(servers, ports);
        return new RedisCluster(string.Join(',', servers.Select(server => server.Configuration)), servers);
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

    // Not by redis-cli --cluster create, which waits for ever when a busy server is late with an answer and is forgotten by the others.
    private static void Meet(RedisServer[] servers, int[] ports)
    {
        for (long start = Environment.TickCount64; !servers.All(server => Says(server, "cluster_state:ok") && Says(server, $"cluster_known_nodes:{Nodes}")); Thread.Sleep(20))
        {
            if (Environment.TickCount64 - start > Patience.TotalMilliseconds)
            {
                throw new InvalidOperationException("The servers make no cluster.");
            }

            if (!Says(servers[0], $"cluster_known_nodes:{Nodes}"))
            {
                for (int i = 1; i < Nodes; i++)
                {
                    Ask(servers[0], ["cluster", "meet", "127.0.0.1", $"{servers[i].Port}", $"{ports[Nodes + i]}"]);
                }
            }
        }
    }

    private static bool Says(RedisServer server, string line) => Ask(server, ["cluster", "info"]).Contains(line, StringComparison.Ordinal);

    private static string Ask(RedisServer server, string[] command) => Programs.Run([Programs.Find("redis-cli")!, "-p", $"{server.Port}", .. command]);

    /// <summary>Ends a private cluster.</summary>
    public void Dispose()
    {
        foreach (RedisServer server in Servers)
        {
            server.Dispose();
        }
    }
}
