using System.Globalization;
using System.Net;
using Fluers.Sdk.Redis.Opening;
using Fluers.Sdk.Redis.Scripts;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Server;

/// <summary>
/// The server or the cluster that holds a store. It asks again where the failure was the connection's, and asking again is harmless. What
/// it then gives up with is a <see cref="SessionStorageException"/> that names the store.
/// </summary>
/// <param name="place">What errors call the store.</param>
/// <param name="database">The number of the database; -1 for that of the connection.</param>
internal sealed class RedisServers(string place, int database)
{
    /// <summary>How often to ask anew while keys are on their way to another server, and how long to wait in between.</summary>
    private const int MaxMoves = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a server has to say what became of a change that the caller gave up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private IConnectionMultiplexer? _multiplexer;
    private string _channelPrefix = "";
    private int _patience;   // how long a call may take, in milliseconds
    private Task _looking = Task.CompletedTask;

    /// <summary>What errors call the store.</summary>
    public string Place { get; } = place;

    /// <summary>The connections. Set before anything is asked.</summary>
    public IConnectionMultiplexer Multiplexer
    {
        get => _multiplexer!;
        set
        {
            _multiplexer = value;
            _channelPrefix = OwnConnections.SettingOf(value.Configuration, "channelPrefix") ?? "";
            _patience = int.TryParse(OwnConnections.SettingOf(value.Configuration, "asyncTimeout"), NumberStyles.None, CultureInfo.InvariantCulture, out int timeout)
                ? timeout
                : value.TimeoutMilliseconds;
        }
    }

    /// <summary>What the client library calls a channel, which connections may put a prefix in front of; scripts have to do so themselves.</summary>
    public string NameOf(RedisChannel channel) => _channelPrefix + channel;

    /// <summary>The number of the database; -1 for that of the connection.</summary>
    public int Database { get; } = database;

    /// <summary>Every server that takes writes.</summary>
    public IEnumerable<IServer> Primaries => Multiplexer.GetServers().Where(server => server.IsConnected && !server.IsReplica);

    /// <summary>The servers that have the keys of a store between them: the primaries of its cluster, or the one that has any of its keys.</summary>
    /// <exception cref="RedisConnectionException">One of them cannot be reached.</exception>
    public async Task<IReadOnlyList<IServer>> HoldersAsync(RedisKey any)
    {
        EndPoint? place = await Multiplexer.GetDatabase(Database).IdentifyEndpointAsync(any, CommandFlags.DemandMaster).ConfigureAwait(false);
        IServer holder = Multiplexer.GetServer(place ?? throw Unreachable("the primary"));
        if (holder.ServerType != ServerType.Cluster)
        {
            return [holder];
        }

        // By a script, for the client library keeps CLUSTER to administrators; what it knows itself may be a minute old.
        string nodes = $"{await holder.ExecuteAsync("EVAL", StoreScripts.Nodes.Text, 0).ConfigureAwait(false)}";
        ILookup<EndPoint, IServer> connected = Multiplexer.GetServers().Where(server => server.IsConnected).ToLookup(server => server.EndPoint);
        return
        [
            .. ClusterPrimary.In(nodes).SelectMany(primary => connected[primary.EndPoint].Take(1) is var found && (found.Any() || !primary.OwnsSlots)
                ? found
                : throw Unreachable($"{primary.EndPoint}")),
        ];
    }

    /// <summary>Reads something. It can be given up at any time.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<IDatabaseAsync, Task<T>> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await AskAsync(read, Outcome.None, mayBeRepeated: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a script that changes nothing.</summary>
    public static Task<RedisResult> LookAsync(IDatabaseAsync db, Script script, RedisKey[] keys, RedisValue[] arguments) => RunAsync(db, script, keys, arguments);

    /// <summary>
    /// Runs a script that changes something. It can be given up until it is sent; then only the server's answer says what is stored, and that is
    /// waited for a moment longer.
    /// </summary>
    /// <param name="script">The script.</param>
    /// <param name="keys">Its keys, all in one slot.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="mayBeRepeated">Whether running it twice does what running it once does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up, and nothing was stored.</exception>
    public ValueTask<RedisResult> RunAsync(Script script, RedisKey[] keys, RedisValue[] arguments, bool mayBeRepeated, CancellationToken cancellationToken) =>
        AskAsync(db => RunAsync(db, script, keys, arguments), Outcome.Unknown, mayBeRepeated, cancellationToken);

    private static RedisConnectionException Unreachable(string server) =>
        new(ConnectionFailureType.UnableToConnect, CommandFlags.None, $"There is no connection to {server}, which has a part of the keys.");

    private async ValueTask<T> AskAsync<T>(Func<IDatabase, Task<T>> ask, Outcome whenUnanswered, bool mayBeRepeated, CancellationToken cancellationToken)
    {
        IDatabase db = Multiplexer.GetDatabase(Database);
        bool isDoubtful = false;
        long start = Environment.TickCount64;
        for (int moves = 0; ;)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                return await AnswerAsync(ask(db), whenUnanswered == Outcome.None ? TimeSpan.Zero : Grace, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
            {
                if (whenUnanswered != Outcome.None && (isDoubtful || e.CancellationToken != cancellationToken))
                {
                    throw ServerErrors.Describe(Place, e, Outcome.Unknown);
                }

                cancellationToken.ThrowIfCancellationRequested();
                throw;
            }
            catch (Exception e) when (ServerErrors.IsServerFault(e) || e is OperationCanceledException)
            {
                if (ServerErrors.IsMoving(e) && moves++ < MaxMoves)
                {
                    await Task.Delay(Pause, CancellationToken.None).ConfigureAwait(false);
                    continue;
                }

                if (ServerErrors.IsPrimaryElsewhere(e) && Environment.TickCount64 - start < _patience)
                {
                    await LookForPrimaryAsync(cancellationToken).ConfigureAwait(false);
                    continue;
                }

                bool wasDoubtful = isDoubtful;
                isDoubtful |= ServerErrors.IsAnswerLost(e) || e is RedisTimeoutException;
                if (ServerErrors.IsAnswerLost(e) && !wasDoubtful && mayBeRepeated)
                {
                    continue;   // the next call waits for the new connection
                }

                throw ServerErrors.Describe(
                    Place, e, whenUnanswered == Outcome.None ? Outcome.None : isDoubtful ? Outcome.Unknown : Outcome.Nothing);
            }
        }
    }

    /// <summary>Waits for an answer, and when the caller has given up, no longer than a moment more.</summary>
    /// <exception cref="UnansweredException">The caller has given up, and the server has not answered.</exception>
    private static async Task<T> AnswerAsync<T>(Task<T> asked, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled || asked.IsCompleted)
        {
            return await asked.ConfigureAwait(false);
        }

        using var late = new CancellationTokenSource();
        CancellationTokenRegistration givingUp = cancellationToken.UnsafeRegister(_ => late.CancelAfter(grace), null);
        await using (givingUp.ConfigureAwait(false))
        {
            try
            {
                return await asked.WaitAsync(late.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!asked.IsCompleted)
            {
                _ = asked.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                throw new UnansweredException();
            }
        }
    }

    /// <summary>
    /// Lets the client library look anew at what each server is: by itself it does so once a minute. All who need a primary at one time look together,
    /// and between two looks is a pause.
    /// </summary>
    private async Task LookForPrimaryAsync(CancellationToken cancellationToken)
    {
        Task looking;
        lock (_lock)
        {
            looking = _looking = _looking.IsCompleted ? LookAsync() : _looking;
        }

        // Who gives up meanwhile is told so at the next attempt.
        await looking.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        async Task LookAsync()
        {
            await Task.Delay(Pause, CancellationToken.None).ConfigureAwait(false);
            await Multiplexer.ConfigureAsync().ConfigureAwait(false);
        }
    }

    private static async Task<RedisResult> RunAsync(IDatabaseAsync db, Script script, RedisKey[] keys, RedisValue[] arguments)
    {
        try
        {
            return await db.ScriptEvaluateAsync(script.Sha, keys, arguments, CommandFlags.DemandMaster).ConfigureAwait(false);
        }
        catch (RedisServerException e) when (ServerErrors.IsScriptMissing(e))
        {
            return await db.ScriptEvaluateAsync(script.Text, keys, arguments, CommandFlags.DemandMaster | CommandFlags.NoScriptCache).ConfigureAwait(false);
        }
    }
}
