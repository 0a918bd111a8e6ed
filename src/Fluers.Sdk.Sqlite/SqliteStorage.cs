using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fluers.Sdk.Sqlite.Following;
using Fluers.Sdk.Sqlite.Opening;
using Fluers.Sdk.Sqlite.Reading;
using Fluers.Sdk.Sqlite.Writing;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite;

/// <summary>
/// Keeps sessions in one SQLite file, in WAL mode. Several storages and several processes on one machine may use the same
/// file at once. What a commit survives is <see cref="SqliteOptions.Durability"/>.
/// </summary>
/// <remarks>
/// Writers that come at once share one transaction; readers see the last commit and wait for nobody. SQLite works on the
/// calling thread when no other writer is at work: a commit takes tens of microseconds, and waiting for others, in this process or another, is
/// asynchronous: no thread waits for a lock, and a call that is cancelled while it waits ends at once.
/// <para>
/// When the file, its write-ahead log or the log's index is deleted, renamed or replaced under the process, every call fails with a
/// <see cref="SessionStorageException"/>, and no commit is acknowledged.
/// </para>
/// </remarks>
public sealed class SqliteStorage : ISessionStorage, ISessionNotice, ISessionTenants, IStorageCheck
{
    private readonly StoreSource _source;
    private readonly WriteQueue _writer;
    private readonly ReaderPool _readers;
    private readonly ForeignChanges _foreign;
    private readonly ChangeNotice _notice = new();
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<SessionKey, string> _damage = [];   // what reads have met

    private SqliteStorage(string path, SqliteOptions options)
    {
        Path = path;
        _clock = options.Clock;
        _source = options.Access == StorageAccess.ReadOnly ? new ReadOnlyStore(path) : new WritableStore(path, options);
        _writer = new WriteQueue(_source.WriterAsync, path, options.BusyTimeout);
        _readers = new ReaderPool(_source, options.BusyTimeout);
        _foreign = new ForeignChanges(_notice, _source);
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <summary>
    /// Opens a session database. A file that does not exist yet, or is empty, becomes one, and a file of an earlier format is upgraded in one
    /// transaction, unless <see cref="SqliteOptions.Access"/> is <see cref="StorageAccess.ReadOnly"/>. Where another process has locked the file, the
    /// call returns all the same, and the first calls of the storage wait.
    /// </summary>
    /// <param name="path">The path of the file, not a connection string. Its directory must exist.</param>
    /// <param name="options">How the storage behaves; <see langword="null"/> for the defaults.</param>
    /// <exception cref="SessionStorageException">
    /// The file is of another application, of a newer format, damaged, or cannot be written; or there is none, and the storage may only read.
    /// Nothing was changed.
    /// </exception>
    public static SqliteStorage Open(string path, SqliteOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        PathText.Demand(path);
        return new SqliteStorage(System.IO.Path.GetFullPath(path), options ?? new SqliteOptions());
    }

    /// <inheritdoc/>
    public async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        commit.Validate();
        UInt128 hash = commit.ContentHash();
        CommitOutcome outcome = await _writer.RunAsync(writer => writer.Commit(commit, hash, _clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        if (outcome.Status == CommitStatus.Committed)
        {
            _notice.Changed(commit.Key);
        }

        return outcome;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentOutOfRangeException.ThrowIfNegative(range.From, nameof(range));
        ArgumentOutOfRangeException.ThrowIfNegative(range.Count, nameof(range));
        try
        {
            bool found = await _readers.UseAsync(reader => reader.Read(key, range, sink, cancellationToken), cancellationToken).ConfigureAwait(false);
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
        await _readers.UseAsync(reader => reader.Info(key), cancellationToken).ConfigureAwait(false) is { } info ? Marked(info) : null;

    /// <inheritdoc/>
    public async ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1);
        StoredSessionPage page = await _readers.UseAsync(reader => reader.List(query), cancellationToken).ConfigureAwait(false);
        return _damage.IsEmpty ? page : page with { Sessions = [.. page.Sessions.Select(Marked)] };
    }

    /// <inheritdoc/>
    public ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(revision, 1);
        return _readers.UseAsync(reader => reader.Recall(key, revision, commitId), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        bool deleted = await _writer.RunAsync(writer => writer.Delete(key), cancellationToken).ConfigureAwait(false);
        _notice.Changed(key);
        return deleted;
    }

    /// <inheritdoc/>
    /// <remarks>Changes by this storage are noticed at once, those by other processes within a tenth of a second.</remarks>
    public async ValueTask WaitForChangeAsync(SessionKey key, long revision, CancellationToken cancellationToken = default)
    {
        // Another process's commit to any session wakes all who wait, so that each looks for itself.
        for (bool unchanged = true; unchanged;)
        {
            await _notice.WaitAsync(key, IsUnchangedAsync, cancellationToken).ConfigureAwait(false);

            async ValueTask<bool> IsUnchangedAsync(CancellationToken token)
            {
                _foreign.Watch();
                return unchanged = await GetInfoAsync(key, token).ConfigureAwait(false) is { } info && info.Revision == revision;
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListTenantsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string tenant = "";
        while (await _readers.UseAsync(reader => reader.TenantBehind(tenant), cancellationToken).ConfigureAwait(false) is { } next)
        {
            // A damaged tenant has no session that anyone could ask for, and must not hide the others.
            if (SessionId.TryParse(next, out _))
            {
                yield return next;
            }

            tenant = next;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// This is SQLite's own <c>PRAGMA integrity_check</c>: rows and their seals are checked when sessions are read, and here that tables and indexes have the
    /// same rows. Commits go on meanwhile.
    /// </remarks>
    public async ValueTask<IReadOnlyList<string>> FindDamageAsync(CancellationToken cancellationToken = default) =>
        await Task.Run(() => _readers.UseAsync(reader => reader.FindDamage(cancellationToken), cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);

    /// <summary>Closes the file, after the commits that are under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _foreign.DisposeAsync().ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
        _readers.Dispose();
        _notice.ChangedAll();
    }

    private StoredSessionInfo Marked(StoredSessionInfo info) =>
        info.Damage is null && _damage.TryGetValue(info.Key, out string? damage) ? info with { Damage = damage } : info;
}
