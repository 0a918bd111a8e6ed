using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fluers.Sdk.Redis.Following;
using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Redis.Listing;
using Fluers.Sdk.Redis.Opening;
using Fluers.Sdk.Redis.Reading;
using Fluers.Sdk.Redis.Server;
using Fluers.Sdk.Redis.Writing;
using Fluers.Sdk.Storage;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis;

/// <summary>
/// Keeps sessions in Redis, version 6 or later, or a server like it such as Valkey; a cluster too. Any number of processes on any number of
/// machines may use the same prefix at once. What a commit survives is <see cref="RedisOptions.Durability"/>.
/// </summary>
/// <remarks>
/// A commit is one script, which the server runs whole. All keys of a session lie in one slot of a cluster. Who waits for a change is told by a
/// channel; a cluster hands what is told there to all its servers.
/// </remarks>
public sealed class RedisStorage : ISessionStorage, ISessionNotice, ISessionTenants
{
    private readonly TimeProvider _clock;
    private readonly StoreOpening _opening;
    private readonly SessionWriter _writer;
    private readonly SessionReader _reader;
    private readonly SessionLister _lister;
    private readonly TenantLister _tenants;
    private readonly ForeignChanges _foreign;
    private readonly ChangeNotice _notice = new();
    private readonly ConcurrentDictionary<SessionKey, string> _damage = [];   // what reads have met
    private volatile bool _isClosed;

    private RedisStorage(string addresses, Func<Task<IConnectionMultiplexer>> connect, bool ownsConnections, RedisOptions options)
    {
        if (!Enum.IsDefined(options.Durability))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Durability, "There is no such durability.");
        }

        var servers = new RedisServers($"The session store with the prefix '{options.Prefix}' of Redis at {addresses}", options.Database ?? -1);
        var store = new StoreKeys(options.Prefix);
        _clock = options.Clock;
        _opening = new StoreOpening(servers, connect, ownsConnections, store, options.Durability);
        _writer = new SessionWriter(
            servers, store, options.Durability == RedisDurability.Replicated ? new ReplicaFence(servers, options.Replicas, options.ReplicaTimeout) : null);
        _reader = new SessionReader(servers, store);
        _lister = new SessionLister(servers, store, _reader);
        _tenants = new TenantLister(servers, store);
        _foreign = new ForeignChanges(_notice, servers, store);
    }

    /// <summary>Opens a session store in Redis. The server is asked for nothing before the first call, or <see cref="SetUpAsync"/>.</summary>
    /// <param name="configuration">
    /// A configuration of StackExchange.Redis: addresses and settings, such as <c>redis:6379,password=…</c>; or a URL, such as
    /// <c>rediss://user:password@redis:6379/0</c>, and behind a comma more settings.
    /// </param>
    /// <param name="options">How the storage behaves; the defaults unless stated.</param>
    /// <exception cref="ArgumentException">The text is no configuration.</exception>
    public static RedisStorage Open(string configuration, RedisOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(configuration);
        options ??= new RedisOptions();
        ConfigurationOptions parsed = OwnConnections.Parse(configuration, options.Durability);
        return new RedisStorage(
            OwnConnections.NameOf(parsed), async () => await ConnectionMultiplexer.ConnectAsync(parsed).ConfigureAwait(false), ownsConnections: true, options);
    }

    /// <summary>Opens a session store in Redis over connections that the application has already.</summary>
    /// <param name="connections">The connections. They are not closed with the storage.</param>
    /// <param name="options">How the storage behaves; the defaults unless stated.</param>
    public static RedisStorage Open(IConnectionMultiplexer connections, RedisOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connections);
        return new RedisStorage(
            OwnConnections.NameOf(connections), () => Task.FromResult(connections), ownsConnections: false, options ?? new RedisOptions());
    }

    /// <summary>
    /// Connects, and stamps the prefix as a session store if nothing has it, or as one of the current format, which earlier builds do not open any
    /// more. The first change does so by itself; an application calls this to find out at its start. Calls that only read change nothing.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionStorageException">
    /// The server cannot be reached or is not set up as the options demand, denies a right, or the prefix is of another application or another
    /// format. Nothing was changed.
    /// </exception>
    public async ValueTask SetUpAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        cancellationToken.ThrowIfCancellationRequested();
        await _opening.EnsureAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        commit.Validate();
        await SetUpAsync(cancellationToken).ConfigureAwait(false);
        CommitOutcome outcome = await _writer.CommitAsync(commit, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        if (outcome.Status is CommitStatus.Committed or CommitStatus.Repeated)
        {
            _notice.Changed(commit.Key);
        }

        return outcome;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sink);
        await FindAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            bool found = await _reader.ReadAsync(key, range, sink, cancellationToken).ConfigureAwait(false);
            if (!_damage.IsEmpty && range == EntryRange.All)
            {
                _damage.TryRemove(key, out _);   // somebody has put it right
            }

            return found;
        }
        catch (SessionCorruptException e)
        {
            _damage[key] = e.Reason;
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        await FindAsync(cancellationToken).ConfigureAwait(false);
        return await _reader.InfoAsync(key, cancellationToken).ConfigureAwait(false) is { } info ? Marked(info) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1);
        await FindAsync(cancellationToken).ConfigureAwait(false);
        StoredSessionPage page = await _lister.ListAsync(query, cancellationToken).ConfigureAwait(false);
        return _damage.IsEmpty ? page : page with { Sessions = [.. page.Sessions.Select(Marked)] };
    }

    /// <inheritdoc/>
    public async ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(revision, 1);
        await FindAsync(cancellationToken).ConfigureAwait(false);
        return await _reader.RecallAsync(key, revision, commitId, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        await SetUpAsync(cancellationToken).ConfigureAwait(false);
        bool deleted = await _writer.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
        _notice.Changed(key);
        return deleted;
    }

    /// <inheritdoc/>
    public async ValueTask WaitForChangeAsync(SessionKey key, long revision, CancellationToken cancellationToken = default)
    {
        await FindAsync(cancellationToken).ConfigureAwait(false);

        // Who waits may be woken for nothing, and looks for himself.
        for (bool unchanged = true; unchanged;)
        {
            await _notice.WaitAsync(key, IsUnchangedAsync, cancellationToken).ConfigureAwait(false);

            async ValueTask<bool> IsUnchangedAsync(CancellationToken token)
            {
                await _foreign.ListenAsync(key, token).ConfigureAwait(false);
                return unchanged = await GetInfoAsync(key, token).ConfigureAwait(false) is { } info && info.Revision == revision;
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Walks through all keys of the servers, beside other calls: nothing that is stored lists the tenants.</remarks>
    public async IAsyncEnumerable<string> ListTenantsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await FindAsync(cancellationToken).ConfigureAwait(false);
        foreach (string tenant in await _tenants.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return tenant;
        }
    }

    /// <summary>Closes the connections, unless they are the caller's own.</summary>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        await _foreign.DisposeAsync().ConfigureAwait(false);
        await _opening.DisposeAsync().ConfigureAwait(false);
        _notice.ChangedAll();
    }

    private async ValueTask FindAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        cancellationToken.ThrowIfCancellationRequested();
        await _opening.FindAsync(cancellationToken).ConfigureAwait(false);
    }

    private StoredSessionInfo Marked(StoredSessionInfo info) => info.Damage is null && _damage.TryGetValue(info.Key, out string? damage) ? info with { Damage = damage } : info;
}
