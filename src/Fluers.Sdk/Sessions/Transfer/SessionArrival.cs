using System.Buffers;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

/// <summary>
/// Stores a session that comes piece by piece. One that fits into a commit is stored in one. A longer one takes several: the first has an
/// <see cref="IncompleteHead"/>, and only the last one has the session's own, so that nobody takes a part for the whole, whenever the process ends.
/// </summary>
/// <param name="storage">Where to store it.</param>
/// <param name="key">The session to create.</param>
/// <param name="head">Its head, one frame.</param>
/// <param name="times">When it was created and last updated; <see langword="null"/> for now.</param>
/// <param name="most">How many bytes of entries one commit may have, unless one piece is longer.</param>
internal sealed class SessionArrival(
    ISessionStorage storage, SessionKey key, ReadOnlyMemory<byte> head, (DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)? times, int most)
{
    /// <summary>How many bytes of entries one commit has, unless a test says otherwise: what every storage takes in one.</summary>
    public const int InOneCommit = 256 * 1024 * 1024;

    private ArrayBufferWriter<byte> _entries = new();
    private int _count;
    private long _revision;
    private Guid? _lastCommit;
    private Guid? _inDoubt;

    /// <summary>Whether more entries go with those that were taken and are not stored yet.</summary>
    /// <param name="length">The length of their frames.</param>
    public bool HasRoomFor(int length) => _count == 0 || (long)_entries.WrittenCount + length <= most;

    /// <summary>Takes entries.</summary>
    /// <param name="frames">Whole frames, checked before.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask AddAsync(ReadOnlyMemory<byte> frames, int count, CancellationToken cancellationToken)
    {
        if (!HasRoomFor(frames.Length))
        {
            await SendAsync(isLast: false, cancellationToken).ConfigureAwait(false);
        }

        _entries.Write(frames.Span);
        _count += count;
    }

    /// <summary>Stores what was taken and is not stored yet, and makes the session whole.</summary>
    /// <exception cref="SessionConflictException">There is a session with this id.</exception>
    /// <exception cref="SessionNotFoundException">There was one, and it was deleted.</exception>
    public ValueTask CompleteAsync(CancellationToken cancellationToken) => SendAsync(isLast: true, cancellationToken);

    /// <summary>Deletes the part that was stored, where there is one and it is nobody else's.</summary>
    public async ValueTask AbandonAsync()
    {
        if (_lastCommit is null && _inDoubt is null)
        {
            return;
        }

        try
        {
            if (await storage.GetInfoAsync(key, CancellationToken.None).ConfigureAwait(false) is { } info
                && info.SchemaHash == IncompleteHead.SchemaHash && (info.LastCommit == _lastCommit || info.LastCommit == _inDoubt))
            {
                await storage.DeleteAsync(key, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (SessionException)
        {
            // What went wrong before is what the caller is told. The part says of itself that it is one.
        }
    }

    private async ValueTask SendAsync(bool isLast, CancellationToken cancellationToken)
    {
        var commit = new SessionCommit
        {
            Key = key,
            ExpectedRevision = _revision,
            BuildsOn = _lastCommit,
            CommitId = Guid.CreateVersion7(),
            Head = isLast ? head : _revision == 0 ? IncompleteHead.Frame : default(ReadOnlyMemory<byte>),
            Entries = _entries.WrittenMemory,
            EntryCount = _count,
            CreatedAt = _revision == 0 ? times?.CreatedAt : null,
            UpdatedAt = times?.UpdatedAt,
        };

        // The commit owns its bytes: a storage may still be at it when the call has failed.
        (_entries, _count, _inDoubt) = (new ArrayBufferWriter<byte>(), 0, commit.CommitId);
        CommitOutcome outcome = await storage.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
        _inDoubt = null;
        if (outcome.Status is not (CommitStatus.Committed or CommitStatus.Repeated))
        {
            throw outcome.Status is CommitStatus.Deleted or CommitStatus.NotFound
                ? new SessionNotFoundException(key, deleted: true)
                : new SessionConflictException(key, _revision, outcome.Revision);
        }

        (_revision, _lastCommit) = (outcome.Revision, commit.CommitId);
    }
}
