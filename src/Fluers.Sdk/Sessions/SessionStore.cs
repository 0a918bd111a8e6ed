using System.Runtime.CompilerServices;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

/// <summary>Creates, loads, lists and deletes sessions in a storage. Safe for use by many threads at once.</summary>
public sealed class SessionStore : IAsyncDisposable
{
    private const int EntriesPerRead = 256;

    private readonly ISessionStorage _storage;
    private readonly string _tenant;
    private readonly bool _ownsStorage;

    /// <summary>Opens a store on a storage, for the default tenant.</summary>
    /// <param name="storage">Where sessions live. Disposed with the store.</param>
    public SessionStore(ISessionStorage storage)
        : this(storage, SessionKey.DefaultTenant, ownsStorage: true)
    {
        ArgumentNullException.ThrowIfNull(storage);
    }

    private SessionStore(ISessionStorage storage, string tenant, bool ownsStorage)
    {
        _storage = storage;
        _tenant = tenant;
        _ownsStorage = ownsStorage;
    }

    /// <summary>The same storage, for another tenant. Tenants never see each other's sessions.</summary>
    /// <param name="tenant">1 to 128 characters of the alphabet of <see cref="SessionId"/>.</param>
    /// <exception cref="ArgumentException">The tenant is not in the alphabet.</exception>
    public SessionStore ForTenant(string tenant)
    {
        _ = new SessionKey(tenant, SessionId.New());
        return new SessionStore(_storage, tenant, ownsStorage: false);
    }

    /// <summary>Creates a session under a fresh id and stores it.</summary>
    /// <param name="state">The state to begin with, entries of its log included.</param>
    /// <param name="cancellationToken">Gives up while nothing has been stored.</param>
    public ValueTask<Session<TEnvelope>> CreateAsync<TEnvelope>(TEnvelope state, CancellationToken cancellationToken = default)
        where TEnvelope : ISessionEnvelope<TEnvelope> => CreateAsync(SessionId.New(), state, cancellationToken);

    /// <summary>Creates a session under an id of the caller's own and stores it.</summary>
    /// <param name="id">The id.</param>
    /// <param name="state">The state to begin with, entries of its log included.</param>
    /// <param name="cancellationToken">Gives up while nothing has been stored.</param>
    /// <exception cref="SessionConflictException">There is a session with this id.</exception>
    /// <exception cref="SessionNotFoundException">There was one, and it was deleted: its id stays spent.</exception>
    /// <exception cref="SessionValueException">The state does not fit its schema.</exception>
    public async ValueTask<Session<TEnvelope>> CreateAsync<TEnvelope>(
        SessionId id, TEnvelope state, CancellationToken cancellationToken = default)
        where TEnvelope : ISessionEnvelope<TEnvelope>
    {
        ArgumentNullException.ThrowIfNull(state);
        var session = new Session<TEnvelope>(_storage, KeyOf(id), state);
        await session.SaveAsync(cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <summary>Loads a session.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The session; <see langword="null"/> when there is none with this id.</returns>
    /// <exception cref="SessionSchemaException">It holds a schema or version that this build does not read.</exception>
    /// <exception cref="SessionCorruptException">It is damaged.</exception>
    public async ValueTask<Session<TEnvelope>?> LoadAsync<TEnvelope>(SessionId id, CancellationToken cancellationToken = default)
        where TEnvelope : ISessionEnvelope<TEnvelope>
    {
        SessionLoad<TEnvelope> load = await TryLoadAsync<TEnvelope>(id, cancellationToken).ConfigureAwait(false);
        return load.Refusal is { } refusal ? throw refusal : load.Session;
    }

    /// <summary>Loads a session if this build reads it, and says why when it does not.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionCorruptException">The session is damaged.</exception>
    public async ValueTask<SessionLoad<TEnvelope>> TryLoadAsync<TEnvelope>(SessionId id, CancellationToken cancellationToken = default)
        where TEnvelope : ISessionEnvelope<TEnvelope>
    {
        SessionKey key = KeyOf(id);
        LogTracker<TEnvelope> log = Session<TEnvelope>.Track();
        var read = new SessionDecoder<TEnvelope>(key, log);
        if (!await _storage.ReadAsync(key, EntryRange.All, read, cancellationToken).ConfigureAwait(false))
        {
            return SessionLoad<TEnvelope>.NotFound;
        }

        return read.Refusal is { } refusal
            ? new SessionLoad<TEnvelope>(refusal)
            : new SessionLoad<TEnvelope>(new Session<TEnvelope>(_storage, key, log, read), TEnvelope.Schema.Check(read.Header));
    }

    /// <summary>Reads the head of a session without its log: the time it takes does not depend on the log's length.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The envelope, its log left empty.</returns>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="SessionSchemaException">It holds a schema or version that this build does not read.</exception>
    /// <exception cref="SessionCorruptException">The head is damaged.</exception>
    public async ValueTask<TEnvelope> ReadHeadAsync<TEnvelope>(SessionId id, CancellationToken cancellationToken = default)
        where TEnvelope : ISessionEnvelope<TEnvelope>
    {
        SessionKey key = KeyOf(id);
        var read = new SessionDecoder<TEnvelope>(key, new LogTracker<TEnvelope>());
        if (!await _storage.ReadAsync(key, EntryRange.None, read, cancellationToken).ConfigureAwait(false))
        {
            throw new SessionNotFoundException(key);
        }

        return read.Refusal is { } refusal ? throw refusal : read.Head!;
    }

    /// <summary>Reads entries of a session's log without loading the session.</summary>
    /// <typeparam name="TEntry">The entry type of the log.</typeparam>
    /// <param name="id">The id.</param>
    /// <param name="fromEntry">The sequence number of the first entry, 0 for the oldest.</param>
    /// <param name="count">The greatest number of entries.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="SessionSchemaException">An entry is of a schema or version that this build does not read.</exception>
    /// <exception cref="SessionCorruptException">An entry is damaged.</exception>
    public async IAsyncEnumerable<TEntry> ReadAsync<TEntry>(
        SessionId id, long fromEntry = 0, long count = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TEntry : ISessionSchema<TEntry>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromEntry);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        SessionKey key = KeyOf(id);
        while (true)
        {
            var read = new EntryDecoder<TEntry>(key);
            var range = new EntryRange(fromEntry, Math.Min(count, EntriesPerRead));
            if (!await _storage.ReadAsync(key, range, read, cancellationToken).ConfigureAwait(false))
            {
                throw new SessionNotFoundException(key);
            }

            foreach (TEntry entry in read.Entries)
            {
                yield return entry;
            }

            fromEntry += read.Entries.Count;
            count -= read.Entries.Count;
            if (count == 0 || read.Entries.Count == 0 || fromEntry >= read.EntryCount)
            {
                yield break;
            }
        }
    }

    /// <summary>Tells of a session without reading its content.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    public async ValueTask<SessionInfo> GetInfoAsync(SessionId id, CancellationToken cancellationToken = default)
    {
        SessionKey key = KeyOf(id);
        return await _storage.GetInfoAsync(key, cancellationToken).ConfigureAwait(false) is { } stored
            ? SessionInfo.From(stored)
            : throw new SessionNotFoundException(key);
    }

    /// <summary>Lists all sessions, the latest updated first, whatever their schema and version. Nothing is decoded.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<SessionInfo> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? continuation = null;
        do
        {
            var query = new StoredSessionQuery { Tenant = _tenant, Continuation = continuation };
            StoredSessionPage page = await _storage.ListAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (StoredSessionInfo stored in page.Sessions)
            {
                yield return SessionInfo.From(stored);
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <summary>Begins a new session with the head of another one and its entries below a position.</summary>
    /// <param name="id">The session to fork. It is not changed.</param>
    /// <param name="atEntry">How many entries to take over: the sequence number of the first one left out.</param>
    /// <param name="cancellationToken">Gives up while nothing has been stored.</param>
    /// <returns>The id of the new session.</returns>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The session has fewer entries.</exception>
    public async ValueTask<SessionId> ForkAsync(SessionId id, long atEntry, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atEntry);
        SessionKey key = KeyOf(id);
        var copy = new FrameCopy(key);
        if (!await _storage.ReadAsync(key, new EntryRange(0, atEntry), copy, cancellationToken).ConfigureAwait(false))
        {
            throw new SessionNotFoundException(key);
        }

        if (copy.EntryCount < atEntry)
        {
            throw new ArgumentOutOfRangeException(nameof(atEntry), atEntry, $"Session '{key}' has {copy.EntryCount} entries.");
        }

        SessionKey fork = KeyOf(SessionId.New());
        CommitOutcome outcome = await _storage.CommitAsync(copy.As(fork), cancellationToken).ConfigureAwait(false);
        return outcome.Status is CommitStatus.Committed or CommitStatus.Repeated
            ? fork.Id
            : throw new SessionStorageException($"The storage refused the fork '{fork}' of session '{key}': {outcome.Status}.");
    }

    /// <summary>Deletes a session and all its content. Its id stays spent: no later commit brings it back.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Gives up while nothing has been deleted.</param>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    public async ValueTask DeleteAsync(SessionId id, CancellationToken cancellationToken = default)
    {
        SessionKey key = KeyOf(id);
        if (!await _storage.DeleteAsync(key, cancellationToken).ConfigureAwait(false))
        {
            throw new SessionNotFoundException(key);
        }
    }

    /// <summary>Closes the storage, unless this store came from <see cref="ForTenant"/>.</summary>
    public ValueTask DisposeAsync() => _ownsStorage ? _storage.DisposeAsync() : ValueTask.CompletedTask;

    private SessionKey KeyOf(SessionId id) => new(_tenant, id);
}
