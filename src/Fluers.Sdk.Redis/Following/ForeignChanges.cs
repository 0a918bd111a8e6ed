using System.Collections.Concurrent;
using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Redis.Server;
using Fluers.Sdk.Storage;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Following;

/// <summary>
/// Hears of the changes that other processes make, on the channels of those sessions that anybody has waited for. When the connection
/// was lost and is there again, all who wait look for themselves.
/// </summary>
internal sealed class ForeignChanges(ChangeNotice notice, RedisServers servers, StoreKeys store) : IAsyncDisposable
{
    /// <summary>
    /// After how long all who wait look for themselves in any case: a connection may be dead without anybody telling, and then the
    /// looking fails.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait for the connection to come back, before those who wait are told.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<RedisChannel, Lazy<Task>> _channels = [];
    private readonly CancellationTokenSource _close = new();
    private readonly Lock _lock = new();
    private Task? _looker;

    /// <summary>Returns when every change of a session from now on is heard of.</summary>
    /// <exception cref="SessionStorageException">The server cannot be reached.</exception>
    public async ValueTask ListenAsync(SessionKey key, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_close.IsCancellationRequested, typeof(RedisStorage));
        Begin();
        RedisChannel channel = store.Of(key).Channel;
        Lazy<Task> heard = _channels.GetOrAdd(channel, name => new Lazy<Task>(() => SubscribeAsync(name)));
        try
        {
            await heard.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
            await BeSubscribedAsync(channel, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (ServerErrors.IsServerFault(e))
        {
            _channels.TryRemove(KeyValuePair.Create(channel, heard));
            throw ServerErrors.Describe(servers.Place, e, Outcome.None);
        }
    }

    /// <summary>Leaves the channels.</summary>
    public async ValueTask DisposeAsync()
    {
        Task looker;
        lock (_lock)
        {
            _close.Cancel();
            looker = _looker ?? Task.CompletedTask;
        }

        await looker.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_looker is null)
        {
            return;
        }

        servers.Multiplexer.ConnectionRestored -= LookAgain;
        foreach (RedisChannel channel in _channels.Keys)
        {
            try
            {
                await servers.Multiplexer.GetSubscriber().UnsubscribeAsync(channel, Hear).ConfigureAwait(false);
            }
            catch (Exception e) when (ServerErrors.IsServerFault(e))
            {
                // The connection is gone, and with it the subscription.
            }
        }
    }

    private void Begin()
    {
        lock (_lock)
        {
            if (_looker is null)
            {
                servers.Multiplexer.ConnectionRestored += LookAgain;
                _looker = LookAgainAsync();
            }
        }
    }

    // After the connection was lost the client library subscribes again by itself, some time after it has told of the new connection.
    private async ValueTask BeSubscribedAsync(RedisChannel channel, CancellationToken cancellationToken)
    {
        ISubscriber subscriber = servers.Multiplexer.GetSubscriber();
        for (long start = Environment.TickCount64; subscriber.SubscribedEndpoint(channel) is null || !subscriber.IsConnected(channel);)
        {
            ObjectDisposedException.ThrowIf(_close.IsCancellationRequested, typeof(RedisStorage));
            if (Environment.TickCount64 - start > Patience.TotalMilliseconds)
            {
                throw new RedisConnectionException(ConnectionFailureType.UnableToConnect, CommandFlags.None, $"The channel {channel} cannot be subscribed to.");
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task SubscribeAsync(RedisChannel channel) => servers.Multiplexer.GetSubscriber().SubscribeAsync(channel, Hear);

    private void Hear(RedisChannel channel, RedisValue text)
    {
        if ($"{text}".Split('/') is [var tenant, var id] && SessionId.TryParse(tenant, out _) && SessionId.TryParse(id, out SessionId session))
        {
            notice.Changed(new SessionKey(tenant, session));
        }
    }

    private void LookAgain(object? sender, ConnectionFailedEventArgs connection) => notice.ChangedAll();

    private async Task LookAgainAsync()
    {
        while (true)
        {
            await Task.Delay(Silence, _close.Token).ConfigureAwait(false);
            notice.ChangedAll();
        }
    }
}
