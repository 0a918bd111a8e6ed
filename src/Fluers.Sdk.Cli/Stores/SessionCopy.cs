using System.Buffers;
using System.IO.Hashing;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Stores;

/// <summary>What became of a session that was to be copied.</summary>
internal enum Copied
{
    /// <summary>It is in the other store now, and was read back.</summary>
    Done,

    /// <summary>It was there before, and is the same.</summary>
    Same,

    /// <summary>It was there before; what the source had stored since was added.</summary>
    CaughtUp,
}

/// <summary>
/// Copies sessions from one storage to another, whatever they are. One that was broken off is given again and goes on. What is missing in
/// the other store is one commit there; a great deal of it is several, so that no session is too long for memory or for a store. Its head
/// comes with the last of them: until then a new session has an <see cref="IncompleteHead"/>.
/// </summary>
/// <param name="source">Where the sessions are.</param>
/// <param name="target">Where they shall be, under the same ids.</param>
/// <param name="change">What becomes of each frame on the way; <see langword="null"/> to keep them as they are.</param>
/// <param name="commitBytes">How large a commit becomes before another one is begun.</param>
internal sealed class SessionCopy(ISessionStorage source, ISessionStorage target, Func<byte[], byte[]>? change = null, int commitBytes = 64 << 20)
{
    private readonly ReadingPace _pace = new();

    /// <exception cref="SessionConflictException">Another session has the id in the target.</exception>
    /// <exception cref="SessionNotFoundException">There is no such session, or its id was deleted in the target.</exception>
    /// <exception cref="SessionCorruptException">The session is damaged, or what is read back is not what was written.</exception>
    public async Task<Copied> CopyAsync(SessionKey key, CancellationToken cancellationToken)
    {
        var frames = new SessionFrames(source, key, change);
        var there = new SessionFrames(target, key);
        if (!await frames.BeginAsync(_pace.Entries, cancellationToken))
        {
            throw new SessionNotFoundException(key);
        }

        bool isThere = await there.BeginAsync(frames.PieceCount, cancellationToken);
        if (isThere)
        {
            await PassAsync(key, frames, there, cancellationToken);
        }

        bool isHeadSame = isThere && there.Head.AsSpan().SequenceEqual(frames.Head);
        if (isHeadSame && there.Info.EntryCount == frames.Info.EntryCount)
        {
            return Copied.Same;
        }

        UInt128 written = await AppendAsync(key, frames, isThere ? there : null, isHeadSame, cancellationToken);
        return !await IsReadBackAsync(key, frames, isThere ? there.Info.EntryCount : 0, written, cancellationToken)
            ? throw new SessionCorruptException(key, "what is read back from the other store is not what was written")
            : isThere ? Copied.CaughtUp : Copied.Done;
    }

    /// <summary>Passes over what the target has already, which must be the same.</summary>
    private async Task PassAsync(SessionKey key, SessionFrames frames, SessionFrames there, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (there.Info.EntryCount > frames.Info.EntryCount || !frames.Piece.Span.StartsWith(there.Piece.Span))
            {
                throw new SessionConflictException(key, 0, there.Info.Revision);
            }

            if (there.Left == 0)
            {
                return;
            }

            await frames.ReadOnAsync(_pace.After(frames), cancellationToken);
            await there.ReadOnAsync(frames.PieceCount, cancellationToken);
        }
    }

    /// <summary>Appends what the target has not. The first of it was read already, behind what the target has of the same piece.</summary>
    /// <returns>The hash of the entries that were appended.</returns>
    private async Task<UInt128> AppendAsync(SessionKey key, SessionFrames frames, SessionFrames? there, bool isHeadSame, CancellationToken cancellationToken)
    {
        var hash = new XxHash128();
        var entries = new ArrayBufferWriter<byte>();
        entries.Write(frames.Piece.Span[(there?.Piece.Length ?? 0)..]);
        int count = frames.PieceCount - (there?.PieceCount ?? 0);
        ReadOnlyMemory<byte> head = isHeadSame ? default(ReadOnlyMemory<byte>) : frames.Head;
        (long revision, Guid? last) = (there?.Info.Revision ?? 0, there?.Info.LastCommit);
        while (true)
        {
            while (frames.Left > 0 && entries.WrittenCount < commitBytes)
            {
                await frames.ReadOnAsync(_pace.After(frames), cancellationToken);
                entries.Write(frames.Piece.Span);
                count += frames.PieceCount;
            }

            hash.Append(entries.WrittenSpan);
            ReadOnlyMemory<byte> with = frames.Left == 0 ? head : revision == 0 ? IncompleteHead.Frame : default(ReadOnlyMemory<byte>);
            SessionCommit commit = NewCommit(frames.Info, revision, last, with, entries.WrittenMemory, count);
            revision = await CommitAsync(commit, cancellationToken);
            if (frames.Left == 0)
            {
                return hash.GetCurrentHashAsUInt128();
            }

            last = commit.CommitId;
            entries.ResetWrittenCount();
            count = 0;
        }
    }

    /// <summary>
    /// The id of the commit is made from its content, so that one whose outcome was lost may be sent again. The times are those of the
    /// session where it comes from.
    /// </summary>
    private static SessionCommit NewCommit(StoredSessionInfo session, long revision, Guid? last, ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> entries, int count)
    {
        var id = new XxHash128();
        id.Append(BitConverter.GetBytes(revision));
        id.Append(head.Span);
        id.Append(entries.Span);
        return new SessionCommit
        {
            Key = session.Key,
            ExpectedRevision = revision,
            BuildsOn = last,
            CommitId = new Guid(id.GetCurrentHash()),
            Head = head,
            Entries = entries,
            EntryCount = count,
            CreatedAt = revision == 0 ? session.CreatedAt : null,
            UpdatedAt = session.UpdatedAt,
        };
    }

    /// <returns>The revision that the session has then.</returns>
    private async Task<long> CommitAsync(SessionCommit commit, CancellationToken cancellationToken)
    {
        CommitOutcome outcome = await target.CommitAsync(commit, cancellationToken);
        return outcome.Status switch
        {
            CommitStatus.Committed or CommitStatus.Repeated => outcome.Revision,
            CommitStatus.Deleted => throw new SessionNotFoundException(commit.Key, deleted: true),
            _ => throw new SessionConflictException(commit.Key, commit.ExpectedRevision, outcome.Revision),
        };
    }

    private async Task<bool> IsReadBackAsync(SessionKey key, SessionFrames frames, long first, UInt128 written, CancellationToken cancellationToken)
    {
        var back = new SessionFrames(target, key);
        if (!await back.BeginAsync(first, _pace.Entries, cancellationToken))
        {
            return false;
        }

        var hash = new XxHash128();
        hash.Append(back.Piece.Span);
        while (back.Left > 0)
        {
            await back.ReadOnAsync(_pace.After(back), cancellationToken);
            hash.Append(back.Piece.Span);
        }

        return back.Info.EntryCount == frames.Info.EntryCount && back.Head.AsSpan().SequenceEqual(frames.Head) && hash.GetCurrentHashAsUInt128() == written;
    }
}
