using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Redis.Scripts;
using Fluers.Sdk.Redis.Server;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Opening;

/// <summary>Connects, and finds the store or stamps a new one. A server that would not keep what it is given is refused.</summary>
/// <param name="servers">Takes the connections.</param>
/// <param name="connect">Connects, unless that was done.</param>
/// <param name="keys">The keys of the store.</param>
/// <param name="durability">What the servers must be set to.</param>
internal sealed class StoreOpening(RedisServers servers, Func<Task<IConnectionMultiplexer>> connect, StoreKeys keys, RedisDurability durability)
{
    private readonly SemaphoreSlim _gate = new(1);
    private IConnectionMultiplexer? _connected;
    private volatile bool _isDone;

    /// <summary>The connections; <see langword="null"/> before there are any.</summary>
    public IConnectionMultiplexer? Connected => _connected;

    /// <summary>Returns once the store is open. Asks the servers the first time only, and again after a failure.</summary>
    /// <exception cref="SessionStorageException">
    /// The servers cannot be reached or are not set up for the store, or the keys are no session store of this format.
    /// </exception>
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        if (_isDone)
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isDone)
            {
                await OpenAsync().ConfigureAwait(false);
                _isDone = true;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task OpenAsync()
    {
        try
        {
            servers.Multiplexer = _connected ??= await connect().ConfigureAwait(false);
            foreach (IServer server in servers.Primaries)
            {
                await DemandKeepingAsync(server).ConfigureAwait(false);
                if (durability == RedisDurability.Flushed)
                {
                    await DemandFlushingAsync(server).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (ServerErrors.IsServerFault(e))
        {
            throw ServerErrors.Describe(servers.Place, e, Outcome.Nothing);
        }

        RedisResult reply = await servers.RunAsync(
            StoreScripts.Open, [keys.Stamp, keys.Rehearsal("hash"), keys.Rehearsal("list"), keys.Rehearsal("set")], [StoreStamp.Text], mayBeRepeated: true).ConfigureAwait(false);
        StoreStamp.Demand(servers.Place, (string?)reply ?? "");
    }

    // By a script, for the client library keeps INFO to administrators. Whom the server does not tell either, it is not asked.
    private async Task DemandKeepingAsync(IServer server)
    {
        string memory = $"{await server.ExecuteAsync("EVAL", StoreScripts.Memory.Text, 0).ConfigureAwait(false)}";
        string policy = memory.Split('\n').Select(line => line.Trim().Split(':')).FirstOrDefault(pair => pair[0] == "maxmemory_policy")?[1] ?? "";
        if (policy.StartsWith("allkeys", StringComparison.Ordinal))
        {
            throw new SessionStorageException(
                $"{servers.Place} would lose sessions: the server throws any key away when its memory is full (maxmemory-policy {policy}). "
                + "Nothing was changed; set it to noeviction, or use another server.");
        }
    }

    private async Task DemandFlushingAsync(IServer server)
    {
        string appends = await SettingAsync(server, "appendonly").ConfigureAwait(false);
        string flushes = await SettingAsync(server, "appendfsync").ConfigureAwait(false);
        if (appends != "yes" || flushes != "always")
        {
            throw new SessionStorageException(
                $"{servers.Place} is not flushed with each commit, as RedisDurability.Flushed demands: the server at {server.EndPoint} has appendonly "
                + $"{appends} and appendfsync {flushes}. Nothing was changed; set them to yes and always, or ask for another durability.");
        }
    }

    private async Task<string> SettingAsync(IServer server, string name)
    {
        try
        {
            RedisResult pair = await server.ExecuteAsync("CONFIG", "GET", name).ConfigureAwait(false);
            return pair.ToDictionary().TryGetValue(name, out RedisResult? value) ? $"{value}" : "";
        }
        catch (Exception e) when (e is RedisCommandException or RedisServerException)
        {
            throw new SessionStorageException(
                $"{servers.Place} cannot be asked whether it is flushed with each commit, as RedisDurability.Flushed demands: CONFIG GET is not allowed at {server.EndPoint}. "
                + $"Nothing was changed; allow it (for connections of your own with allowAdmin=true), or ask for another durability. ({e.Message.TrimEnd('.')})",
                e);
        }
    }
}
