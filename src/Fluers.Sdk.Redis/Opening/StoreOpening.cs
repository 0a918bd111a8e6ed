using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Redis.Scripts;
using Fluers.Sdk.Redis.Server;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Opening;

/// <summary>
/// Connects, and finds the store; for a change, stamps a new one, or one of an earlier format. A server that would not keep what it is given is
/// refused. A look changes nothing.
/// </summary>
internal sealed class StoreOpening : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly RedisServers _servers;
    private readonly Func<Task<IConnectionMultiplexer>> _connect;
    private readonly bool _ownsConnections;
    private readonly StoreKeys _keys;
    private readonly RedisDurability _durability;
    private readonly SharedTask _found;
    private readonly SharedTask _stamped;
    private IConnectionMultiplexer? _connected;
    private bool _isClosed;

    /// <param name="servers">Takes the connections.</param>
    /// <param name="connect">Connects, unless that was done.</param>
    /// <param name="ownsConnections">Whether the connections are closed with the store.</param>
    /// <param name="keys">The keys of the store.</param>
    /// <param name="durability">What the servers must be set to.</param>
    public StoreOpening(RedisServers servers, Func<Task<IConnectionMultiplexer>> connect, bool ownsConnections, StoreKeys keys, RedisDurability durability)
    {
        _servers = servers;
        _connect = connect;
        _ownsConnections = ownsConnections;
        _keys = keys;
        _durability = durability;
        _found = new SharedTask(FindAsync);
        _stamped = new SharedTask(StampAsync);
    }

    /// <summary>Returns once the store can be looked at. Asks the servers the first time only, and again after a failure.</summary>
    /// <exception cref="SessionStorageException">
    /// The servers cannot be reached or are not set up for the store, or the keys are no session store that this build reads.
    /// </exception>
    public Task FindAsync(CancellationToken cancellationToken) => _found.WaitAsync(cancellationToken);

    /// <summary>Returns once the store can be written to. Asks the servers the first time only, and again after a failure.</summary>
    /// <exception cref="SessionStorageException">As when it is looked at; or the user lacks a right.</exception>
    public Task EnsureAsync(CancellationToken cancellationToken) => _stamped.WaitAsync(cancellationToken);

    /// <summary>Closes the connections that the store owns; those too that are made at this moment.</summary>
    public async ValueTask DisposeAsync()
    {
        IConnectionMultiplexer? connected;
        lock (_lock)
        {
            _isClosed = true;
            connected = _connected;
        }

        if (_ownsConnections && connected is not null)
        {
            await connected.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<IConnectionMultiplexer> ConnectAsync()
    {
        if (_connected is { } earlier)
        {
            return earlier;
        }

        IConnectionMultiplexer connected = await _connect().ConfigureAwait(false);
        lock (_lock)
        {
            if (!_isClosed)
            {
                return _connected = connected;
            }
        }

        if (_ownsConnections)
        {
            await connected.DisposeAsync().ConfigureAwait(false);
        }

        throw new ObjectDisposedException(nameof(RedisStorage));
    }

    private async Task FindAsync()
    {
        try
        {
            _servers.Multiplexer = await ConnectAsync().ConfigureAwait(false);
            foreach (IServer server in _servers.Primaries)
            {
                await DemandKeepingAsync(server).ConfigureAwait(false);
                if (_durability == RedisDurability.Flushed)
                {
                    await DemandFlushingAsync(server).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (ServerErrors.IsServerFault(e))
        {
            throw ServerErrors.Describe(_servers.Place, e, Outcome.Nothing);
        }

        // A store without a stamp is looked at all the same: it is new, or only the stamp was lost.
        RedisValue stamp = await _servers.ReadAsync(db => db.StringGetAsync(_keys.Stamp, CommandFlags.DemandMaster), CancellationToken.None).ConfigureAwait(false);
        if (!stamp.IsNull)
        {
            StoreStamp.Demand(_servers.Place, stamp!);
        }
    }

    private async Task StampAsync()
    {
        await _found.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        RedisResult reply = await _servers.RunAsync(
            StoreScripts.Open,
            [_keys.Stamp, _keys.Rehearsal("hash"), _keys.Rehearsal("list"), _keys.Rehearsal("set"), _keys.Rehearsal("renamed")],
            [StoreStamp.Text, StoreStamp.First],
            mayBeRepeated: true,
            CancellationToken.None).ConfigureAwait(false);
        StoreStamp.Demand(_servers.Place, (string?)reply ?? "");
    }

    // By a script, for the client library keeps INFO to administrators. Whom the server does not tell either, it is not asked.
    private async Task DemandKeepingAsync(IServer server)
    {
        string memory = $"{await server.ExecuteAsync("EVAL", StoreScripts.Memory.Text, 0).ConfigureAwait(false)}";
        string policy = memory.Split('\n').Select(line => line.Trim().Split(':')).FirstOrDefault(pair => pair[0] == "maxmemory_policy")?[1] ?? "";
        if (policy.StartsWith("allkeys", StringComparison.Ordinal))
        {
            throw new SessionStorageException(
                $"{_servers.Place} would lose sessions: the server throws any key away when its memory is full (maxmemory-policy {policy}). "
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
                $"{_servers.Place} is not flushed with each commit, as RedisDurability.Flushed demands: the server at {server.EndPoint} has appendonly "
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
                $"{_servers.Place} cannot be asked whether it is flushed with each commit, as RedisDurability.Flushed demands: CONFIG GET is not allowed at {server.EndPoint}. "
                + $"Nothing was changed; allow it (for connections of your own with allowAdmin=true), or ask for another durability. ({e.Message.TrimEnd('.')})",
                e);
        }
    }
}
