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

/// <summary>Copies sessions from one storage to another, whatever they are. One that was broken off is given again and goes on.</summary>
/// <param name="source">Where the sessions are.</param>
/// <param name="target">Where they shall be, under the same ids.</param>
/// <param name="change">What becomes of each frame on the way; <see langword="null"/> to keep them as they are.</param>
internal sealed class SessionCopy(ISessionStorage source, ISessionStorage target, Func<byte[], byte[]>? change = null)
{
    /// <exception cref="SessionConflictException">Another session has the id in the target.</exception>
    /// <exception cref="SessionNotFoundException">There is no such session, or its id was deleted in the target.</exception>
    /// <exception cref="SessionCorruptException">The session is damaged, or what is read back is not what was written.</exception>
    public async Task<Copied> CopyAsync(SessionKey key, CancellationToken cancellationToken)
    {
        SessionFrames frames = await SessionFrames.ReadAsync(source, key, change, cancellationToken) ?? throw new SessionNotFoundException(key);
        SessionFrames? there = await SessionFrames.ReadAsync(target, key, null, cancellationToken);
        if (there is not null && there.IsSameAs(frames))
        {
            return Copied.Same;
        }

        if (there is not null && !frames.BeginsWith(there))
        {
            throw new SessionConflictException(key, 0, there.Info.Revision);
        }

        CommitOutcome outcome = await target.CommitAsync(frames.Behind(key, there), cancellationToken);
        switch (outcome.Status)
        {
            case CommitStatus.Committed or CommitStatus.Repeated:
                break;
            case CommitStatus.Deleted:
                throw new SessionNotFoundException(key, deleted: true);
            default:
                throw new SessionConflictException(key, there?.Info.Revision ?? 0, outcome.Revision);
        }

        SessionFrames? back = await SessionFrames.ReadAsync(target, key, null, cancellationToken);
        return back is not null && back.IsSameAs(frames)
            ? there is null ? Copied.Done : Copied.CaughtUp
            : throw new SessionCorruptException(key, "what is read back from the other store is not what was written");
    }
}
