using System.ComponentModel;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Telemetry;

namespace Fluers.Sdk;

/// <summary>
/// One session in memory: its state, and what of it is stored. Changes stay in memory until <see cref="SaveAsync"/>
/// stores them in one atomic commit.
/// </summary>
/// <typeparam name="TEnvelope">The envelope.</typeparam>
/// <remarks>Not safe for use by several threads at once. Several processes may each load the same session: of two racing saves one wins.</remarks>
public sealed class Session<TEnvelope>
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    private readonly ObservedStorage _storage;
    private LogTracker<TEnvelope> _log;
    private FrameStamp _stamp;
    private byte[] _storedHead = [];
    private SessionCommit? _inDoubt;
    private Guid _lastCommit;

    /// <summary>A session that is not stored yet.</summary>
    internal Session(ObservedStorage storage, SessionKey key, TEnvelope state)
    {
        _storage = storage;
        _log = Track();
        _stamp = TEnvelope.Schema.Stamp;
        Key = key;
        State = state;
        StoredVersion = _stamp.Version;
    }

    /// <summary>A session that was read.</summary>
    internal Session(ObservedStorage storage, SessionKey key, LogTracker<TEnvelope> log, SessionDecoder<TEnvelope> read)
        : this(storage, key, read.Envelope)
    {
        _log = log;
        Adopt(read);
    }

    /// <summary>The session's tenant and id.</summary>
    public SessionKey Key { get; }

    /// <summary>The session's id.</summary>
    public SessionId Id => Key.Id;

    /// <summary>The number of commits that this session was loaded at, or was last saved with.</summary>
    public long Revision { get; private set; }

    /// <summary>The envelope, with what is not saved yet.</summary>
    public TEnvelope State { get; private set; }

    /// <summary>The version that the head was written in when it was last loaded or saved.</summary>
    public int StoredVersion { get; private set; }

    /// <summary>Changes the state in memory.</summary>
    /// <param name="change">Gives the new state: a changed copy, or the same object where the envelope is a mutable class.</param>
    public void Update(Func<TEnvelope, TEnvelope> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        State = change(State) ?? throw new InvalidOperationException("The change gave null; give the new state, or the same one.");
    }

    /// <summary>Appends an entry in memory. Call the generated <c>Append</c>, which takes the entry type of the envelope's log.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendEntry<TEntry>(TEntry entry)
        where TEntry : ISessionSchema<TEntry>
    {
        ArgumentNullException.ThrowIfNull(entry);
        State = _log is LogTracker<TEnvelope, TEntry> log
            ? log.Append(State, entry)
            : throw new ArgumentException($"{typeof(TEnvelope)} has no log of {typeof(TEntry)}.", nameof(entry));
    }

    /// <summary>
    /// Stores what changed since the session was loaded or last saved, in one atomic commit: the new entries, and the head
    /// if it differs. Stores nothing when nothing changed.
    /// </summary>
    /// <param name="cancellationToken">Gives up while nothing has been stored.</param>
    /// <exception cref="SessionConflictException">
    /// Another writer was first, or the store was restored or replaced and holds another history. The session in memory is unchanged.
    /// </exception>
    /// <exception cref="SessionNotFoundException">The session was deleted meanwhile.</exception>
    /// <exception cref="SessionValueException">The state does not fit its schema, or the stored history was replaced.</exception>
    /// <exception cref="SessionStorageException">
    /// The storage failed. Whether it stored the commit may be unknown; the next save repeats the same commit, which is
    /// never stored twice.
    /// </exception>
    public async ValueTask SaveAsync(CancellationToken cancellationToken = default)
    {
        if (_inDoubt is { } interrupted)
        {
            await CommitAsync(interrupted, cancellationToken).ConfigureAwait(false);
        }

        using var head = new FrameWriter();
        using var entries = new FrameWriter();
        head.Write(TEnvelope.Schema, FrameKind.Head, State, _stamp);
        _log.WriteNew(State, entries);
        bool headChanged = !head.Written.Span.SequenceEqual(_storedHead);
        if (!headChanged && entries.Count == 0)
        {
            return;
        }

        // The commit owns its bytes: should its outcome stay unknown, it outlives this call and is sent again as it is.
        var commit = new SessionCommit
        {
            Key = Key,
            ExpectedRevision = Revision,
            BuildsOn = Revision == 0 ? null : _lastCommit,
            CommitId = Guid.CreateVersion7(),
            Head = headChanged ? head.Written.ToArray() : default,
            Entries = entries.Written.ToArray(),
            EntryCount = entries.Count,
        };
        await CommitAsync(commit, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes over what is stored now, whoever stored it. Changes that were not saved are given up.</summary>
    /// <param name="cancellationToken">Gives up; the session in memory is then unchanged.</param>
    /// <exception cref="SessionNotFoundException">The session was deleted.</exception>
    /// <exception cref="SessionSchemaException">A newer build wrote what this one does not read.</exception>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken = default)
    {
        LogTracker<TEnvelope> log = Track();
        var read = new SessionDecoder<TEnvelope>(Key, log);
        if (!await _storage.ReadAsync(Key, EntryRange.All, read, cancellationToken).ConfigureAwait(false))
        {
            throw new SessionNotFoundException(Key, deleted: Revision > 0);
        }

        if (read.Refusal is { } refusal)
        {
            throw refusal;
        }

        State = read.Envelope;
        _log = log;
        _inDoubt = null;
        Adopt(read);
    }

    internal static LogTracker<TEnvelope> Track() => TEnvelope.Log?.Track() ?? new LogTracker<TEnvelope>();

    private void Adopt(SessionDecoder<TEnvelope> read)
    {
        bool newer = read.Header.Version > TEnvelope.Schema.Version;
        _stamp = newer ? new FrameStamp(read.Header.Version, read.Header.MinReader) : TEnvelope.Schema.Stamp;
        Revision = read.Revision;
        _lastCommit = read.LastCommit;
        StoredVersion = read.Header.Version;

        // What this build writes for the unchanged state. A map may be stored in another order; that is no change.
        using var head = new FrameWriter();
        head.Write(TEnvelope.Schema, FrameKind.Head, State, _stamp);
        _storedHead = StoredVersion < TEnvelope.Schema.Version ? [] : head.Written.ToArray();
    }

    /// <summary>Whether the commit that a refused one builds on is no part of the stored history, which has more commits than that one had.</summary>
    private async ValueTask<bool> IsReplacedAsync(SessionCommit refused, CancellationToken cancellationToken)
    {
        try
        {
            return refused.BuildsOn is { } parent
                && await _storage.RecallAsync(Key, refused.ExpectedRevision, parent, cancellationToken).ConfigureAwait(false) == CommitRecall.Foreign
                && await _storage.GetInfoAsync(Key, cancellationToken).ConfigureAwait(false) is not null;
        }
        catch (Exception e) when (e is SessionException or OperationCanceledException)
        {
            return false;   // that the commit was refused is known, and what the caller has to hear of
        }
    }

    private async ValueTask CommitAsync(SessionCommit commit, CancellationToken cancellationToken)
    {
        CommitOutcome outcome;
        bool repeated = _inDoubt is not null;
        try
        {
            _inDoubt = commit;
            outcome = await _storage.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!repeated)
        {
            _inDoubt = null;   // nothing was stored: a storage cancels only then, but an earlier attempt may have stored it
            throw;
        }

        _inDoubt = null;
        switch (outcome.Status)
        {
            case CommitStatus.Committed or CommitStatus.Repeated:
                Revision = outcome.Revision;
                _lastCommit = commit.CommitId;
                _log.Stored();
                if (!commit.Head.IsEmpty)
                {
                    _storedHead = commit.Head.ToArray();
                    StoredVersion = FrameHeader.Read(commit.Head.Span).Version;
                    _storage.Drafts.Stored(TEnvelope.Schema, _storage.Logger);
                }

                if (commit.EntryCount > 0 && TEnvelope.Log is { } log)
                {
                    _storage.Drafts.Stored(log.EntrySchema, _storage.Logger);
                }

                break;
            case CommitStatus.Conflict when !await IsReplacedAsync(commit, cancellationToken).ConfigureAwait(false):
                throw new SessionConflictException(Key, commit.ExpectedRevision, outcome.Revision);
            case CommitStatus.Conflict or CommitStatus.Diverged:
                throw SessionConflictException.OfDiverged(Key, commit.ExpectedRevision, outcome.Revision);
            case CommitStatus.CommitIdReused:
                throw new SessionConflictException(Key, commit.CommitId, outcome.Revision);
            case CommitStatus.NotFound or CommitStatus.Deleted:
                throw new SessionNotFoundException(Key, outcome.Status == CommitStatus.Deleted);
            default:
                throw new SessionStorageException($"The storage answered a commit of session '{Key}' with the unknown status {outcome.Status}.");
        }
    }
}
