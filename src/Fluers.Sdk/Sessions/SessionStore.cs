using Fluers.Sdk.Storage;
using Fluers.Sdk.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;

namespace Fluers.Sdk;

/// <summary>Creates, loads, lists and deletes sessions in a storage. Safe for use by many threads at once.</summary>
public sealed partial class SessionStore : IAsyncDisposable
{
    private readonly ObservedStorage _storage;
    private readonly string _tenant;
    private readonly bool _ownsStorage;

    /// <summary>Opens a store on a storage, for the default tenant.</summary>
    /// <param name="storage">Where sessions live. Disposed with the store.</param>
    /// <param name="logging">Takes what happens to which session, never its content; nothing is logged unless stated.</param>
    public SessionStore(ISessionStorage storage, ILoggerFactory? logging = null)
        : this(storage, logging, SessionKey.DefaultTenant)
    {
    }

    internal SessionStore(ISessionStorage storage, ILoggerFactory? logging, string tenant)
        : this(Observed(storage, logging), tenant, ownsStorage: true)
    {
    }

    private SessionStore(ObservedStorage storage, string tenant, bool ownsStorage)
    {
        _storage = storage;
        _tenant = tenant;
        _ownsStorage = ownsStorage;
    }

    /// <summary>The tenant whose sessions this store has.</summary>
    public string Tenant => _tenant;

    /// <summary>The same storage, for another tenant. Tenants never see each other's sessions.</summary>
    /// <param name="tenant">1 to 128 characters of the alphabet of <see cref="SessionId"/>.</param>
    /// <exception cref="ArgumentException">The tenant is not in the alphabet.</exception>
    public SessionStore ForTenant(string tenant)
    {
        _ = new SessionKey(tenant, SessionId.New());
        return new SessionStore(_storage, tenant, ownsStorage: false) { InOneCommit = InOneCommit, LookAgain = LookAgain };
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
    /// <exception cref="SessionSchemaException">It holds a schema or version that this build does not read, or a version in another shape.</exception>
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

        Tell(key, TEnvelope.Schema, read);
        return read.Refusal is { } refusal
            ? new SessionLoad<TEnvelope>(refusal)
            : new SessionLoad<TEnvelope>(new Session<TEnvelope>(_storage, key, log, read), TEnvelope.Schema.Check(read.Header));
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

    private static ObservedStorage Observed(ISessionStorage storage, ILoggerFactory? logging)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return new ObservedStorage(storage, logging?.CreateLogger(SessionLogging.Category) ?? (ILogger)NullLogger.Instance);
    }

    /// <summary>Tells what the guard said of a session.</summary>
    private void Tell<TEnvelope>(SessionKey key, SessionSchema schema, SessionDecoder<TEnvelope> read)
        where TEnvelope : ISessionEnvelope<TEnvelope>
    {
        SchemaVerdict verdict = read.Refusal?.Verdict ?? schema.Check(read.Header);
        SessionTelemetry.Loads.Add(1, new KeyValuePair<string, object?>("fluers.schema", schema.Id), new KeyValuePair<string, object?>("fluers.verdict", verdict.ToString()));
        if (read.Refusal is { } refusal)
        {
            _storage.Logger.SchemaRefused(key, refusal.SchemaId, verdict, refusal.FoundVersion, refusal.OldestReadable, refusal.CurrentVersion);
        }
        else if (verdict == SchemaVerdict.Older)
        {
            _storage.Logger.BroughtUp(key, schema.Id, read.Header.Version, schema.Version);
        }
        else if (verdict == SchemaVerdict.NewerReadable)
        {
            _storage.Logger.ReadNewer(key, schema.Id, read.Header.Version, schema.Version);
        }
    }
}
