using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fluers.Sdk.PostgreSql.Calls;
using Fluers.Sdk.PostgreSql.Database;
using Fluers.Sdk.PostgreSql.Following;
using Fluers.Sdk.PostgreSql.Opening;
using Fluers.Sdk.Storage;
using Npgsql;

namespace Fluers.Sdk.PostgreSql;

/// <summary>
/// Keeps sessions in a schema of a PostgreSQL database, version 12 or later. Any number of processes on any number of machines may use
/// the same schema at once. What a commit survives is <see cref="PostgreSqlOptions.Durability"/>.
/// </summary>
/// <remarks>
/// A commit is one round trip: a function in the schema decides on it and stores it, in a transaction of its own. Who waits for a
/// change is told by <c>LISTEN</c> and <c>NOTIFY</c>, over one connection for each storage; behind a pooler, which
/// lends no connection for long, he asks once a second.
/// </remarks>
public sealed class PostgreSqlStorage : ISessionStorage, ISessionNotice, ISessionFork, ISessionTenants
{
    private readonly ConnectionSource _connections;
    private readonly TimeProvider _clock;
    private readonly string? _durability;
    private readonly SessionDatabase _database;
    private readonly StoreSetUp _setUp;
    private readonly StoreStatements _statements;
    private readonly StoreStatements _firstStatements;   // for looks at a store of format 1
    private readonly ChangeChannel _channel;
    private readonly ForeignChanges _foreign;
    private readonly ChangeNotice _notice = new();
    private readonly ConcurrentDictionary<SessionKey, string> _damage = [];   // what reads have met
    private volatile bool _isClosed;

    private PostgreSqlStorage(ConnectionSource connections, PostgreSqlOptions options)
    {
        var names = new StoreNames(options.Schema);
        _connections = connections;
        _clock = options.Clock;
        _durability = options.Durability switch
        {
            PostgreSqlDurability.Server => null,
            PostgreSqlDurability.Normal => "off",
            PostgreSqlDurability.Full => "on",
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Durability, "There is no such durability."),
        };
        _database = new SessionDatabase(connections, StorePlace.Of(connections.Settings, options.Schema));
        _setUp = new StoreSetUp(_database, names, options.Clock);
        _statements = new StoreStatements(names, StoreFormat.Current);
        _firstStatements = new StoreStatements(names, StoreFormat.First);
        _channel = new ChangeChannel(options.Schema);
        _foreign = new ForeignChanges(_notice, _channel, _database);
    }

    /// <summary>Opens a session store in a database. The server is asked for nothing before the first call, or <see cref="SetUpAsync"/>.</summary>
    /// <param name="connectionString">
    /// A connection string of Npgsql, or a URI such as <c>postgresql://user@host/database</c>. Unless it says otherwise, there are at most 32
    /// connections, and the statements that a connection sends often are prepared, if there is no pooler between here and the server.
    /// </param>
    /// <param name="options">How the storage behaves; the defaults unless stated.</param>
    /// <exception cref="ArgumentException">The text is no connection string.</exception>
    public static PostgreSqlStorage Open(string connectionString, PostgreSqlOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        return new PostgreSqlStorage(new ConnectionSource(connectionString), options ?? new PostgreSqlOptions());
    }

    /// <summary>Opens a session store in a database that the application is connected to already.</summary>
    /// <param name="dataSource">Where connections come from. It is not disposed with the storage.</param>
    /// <param name="options">How the storage behaves; the defaults unless stated.</param>
    public static PostgreSqlStorage Open(NpgsqlDataSource dataSource, PostgreSqlOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return new PostgreSqlStorage(new ConnectionSource(dataSource), options ?? new PostgreSqlOptions());
    }

    /// <summary>
    /// Connects, sets the schema up if it does not exist or is empty, and upgrades one of an earlier format, which earlier builds do not open
    /// any more. The first change does so by itself; an application calls this to find out at its start, or with a user that may create what
    /// others only use. Calls that only read change nothing.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionStorageException">
    /// The server cannot be reached, or the schema is of another application or of another format. Nothing was changed.
    /// </exception>
    public async ValueTask SetUpAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        cancellationToken.ThrowIfCancellationRequested();
        await _setUp.EnsureAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        commit.Validate();
        CommitOutcome outcome = await ChangeAsync(
            () => new CommitCall(_statements, _channel, commit, _clock.GetUtcNow(), _durability), cancellationToken).ConfigureAwait(false);
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
        try
        {
            bool found = await LookAsync(statements => new ReadCall(statements, key, range, sink), false, cancellationToken).ConfigureAwait(false);
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
    public async ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default) =>
        await LookAsync(statements => new InfoCall(statements, key), null, cancellationToken).ConfigureAwait(false) is { } info ? Marked(info) : null;

    /// <inheritdoc/>
    public async ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1);
        StoredSessionPage page = await LookAsync(
            statements => new ListCall(statements, query), new StoredSessionPage([], Continuation: null), cancellationToken).ConfigureAwait(false);
        return _damage.IsEmpty ? page : page with { Sessions = [.. page.Sessions.Select(Marked)] };
    }

    /// <inheritdoc/>
    public ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(revision, 1);
        return LookAsync(statements => new RecallCall(statements, key, revision, commitId), CommitRecall.Foreign, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        bool deleted = await ChangeAsync(() => new DeleteCall(_statements, _channel, key, _durability), cancellationToken).ConfigureAwait(false);
        _notice.Changed(key);
        return deleted;
    }

    /// <inheritdoc/>
    public ValueTask<CommitOutcome> ForkAsync(SessionKey source, long entryCount, SessionKey fork, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(entryCount);
        return ChangeAsync(() => new ForkCall(_statements, _channel, source, entryCount, fork, _clock.GetUtcNow(), _durability), cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListTenantsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (string? behind = ""; behind is not null;)
        {
            string from = behind;
            IReadOnlyList<string> page = await LookAsync(statements => new TenantsCall(statements, from), [], cancellationToken).ConfigureAwait(false);

            // A damaged tenant has no session that anyone could ask for, and must not hide the others.
            foreach (string tenant in page.Where(tenant => SessionId.TryParse(tenant, out _)))
            {
                yield return tenant;
            }

            behind = page.Count == TenantsCall.PageSize ? page[^1] : null;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Keeps one connection open for all who wait, until the storage is closed.</remarks>
    public async ValueTask WaitForChangeAsync(SessionKey key, long revision, CancellationToken cancellationToken = default)
    {
        // What stands between here and the server is known once it was looked at.
        ObjectDisposedException.ThrowIf(_isClosed, this);
        await _setUp.FindAsync(cancellationToken).ConfigureAwait(false);

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

    /// <summary>Closes the connections, unless they are of a data source of the caller's own.</summary>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        await _foreign.DisposeAsync().ConfigureAwait(false);
        await _connections.DisposeAsync().ConfigureAwait(false);
        _notice.ChangedAll();
    }

    private async ValueTask<T> ChangeAsync<T>(Func<DatabaseCall<T>> call, CancellationToken cancellationToken)
    {
        await SetUpAsync(cancellationToken).ConfigureAwait(false);
        return await _database.AskAsync(call(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for something that changes nothing, also where there is no store yet, or one of an earlier format.</summary>
    private async ValueTask<T> LookAsync<T>(Func<StoreStatements, DatabaseCall<T>> call, T ofNothing, CancellationToken cancellationToken)
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            cancellationToken.ThrowIfCancellationRequested();
            StoreFormat format = await _setUp.FindAsync(cancellationToken).ConfigureAwait(false);
            if (format == StoreFormat.None)
            {
                return ofNothing;
            }

            try
            {
                return await _database.AskAsync(call(format == StoreFormat.Current ? _statements : _firstStatements), cancellationToken).ConfigureAwait(false);
            }
            catch (SessionStorageException e) when (format != StoreFormat.Current && DatabaseErrors.IsOutdated(e))
            {
                _setUp.Forget();   // another process has upgraded the store meanwhile
            }
        }
    }

    private StoredSessionInfo Marked(StoredSessionInfo info) => info.Damage is null && _damage.TryGetValue(info.Key, out string? damage) ? info with { Damage = damage } : info;
}
