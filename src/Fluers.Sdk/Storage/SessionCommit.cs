using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Storage;

/// <summary>One atomic change of a session: a new head, new entries at the end of the log, or both.</summary>
public sealed class SessionCommit
{
    /// <summary>The session to change.</summary>
    public required SessionKey Key { get; init; }

    /// <summary>The revision that the session must have; 0 for a session to be created.</summary>
    public required long ExpectedRevision { get; init; }

    /// <summary>
    /// The id of the commit that made <see cref="ExpectedRevision"/>: <see cref="StoredSessionInfo.LastCommit"/> as it was read, or the id of
    /// one's own last commit. Two histories may have the same number of commits, after a restore or a failover that lost some; they do not
    /// have the same commits. <see langword="null"/> compares the number alone, and for a session to be created.
    /// </summary>
    public Guid? BuildsOn { get; init; }

    /// <summary>Names this commit, so that a retry is recognised for as long as <see cref="CommitMemory"/> says. Not <see cref="Guid.Empty"/>.</summary>
    public required Guid CommitId { get; init; }

    /// <summary>The new head, one frame; empty to keep the stored one. Required when the session is created.</summary>
    public ReadOnlyMemory<byte> Head { get; init; }

    /// <summary>The new entries, one frame after the other; empty for none.</summary>
    public ReadOnlyMemory<byte> Entries { get; init; }

    /// <summary>How many frames <see cref="Entries"/> holds.</summary>
    public int EntryCount { get; init; }

    /// <summary>
    /// When the session was created, for a commit that brings one from elsewhere; <see langword="null"/> for the storage's clock. Only the
    /// commit that creates a session may state it. It is what <see cref="StoredSessionInfo.CreatedAt"/> says ever after.
    /// </summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>
    /// The time of this commit, for one that was made elsewhere before; <see langword="null"/> for the storage's clock. It is what
    /// <see cref="StoredSessionInfo.UpdatedAt"/> says until the next commit. The order of a listing is not changed by it.
    /// </summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>A hash of head and entries, by which a storage tells a retry from another commit under the same id.</summary>
    public UInt128 ContentHash()
    {
        var hash = new System.IO.Hashing.XxHash128();
        hash.Append(BitConverter.GetBytes(Head.Length));
        hash.Append(Head.Span);
        hash.Append(Entries.Span);
        return hash.GetCurrentHashAsUInt128();
    }

    /// <summary>Whether the commit fits onto what is stored. Every storage decides so, once it knows that it is no retry.</summary>
    /// <param name="revision">The session's revision; 0 when there is none.</param>
    /// <param name="lastCommit">The id of its last commit.</param>
    /// <returns>Why it is refused; <see langword="null"/> when it fits.</returns>
    public CommitStatus? Against(long revision, Guid lastCommit) =>
        revision == 0 ? ExpectedRevision == 0 ? null : CommitStatus.NotFound
        : ExpectedRevision > revision && BuildsOn is not null ? CommitStatus.Diverged
        : ExpectedRevision != revision ? CommitStatus.Conflict
        : BuildsOn is { } parent && parent != lastCommit ? CommitStatus.Diverged
        : null;

    /// <summary>Checks what every storage relies on: a new session has a head, which is one; only its first commit says when it was created, and its
    /// entries are whole frames of entries, as many as stated.</summary>
    /// <exception cref="ArgumentException">The commit is not complete.</exception>
    /// <exception cref="SessionCorruptException">A frame is damaged.</exception>
    public void Validate()
    {
        if (ExpectedRevision == 0 && Head.IsEmpty)
        {
            throw new ArgumentException($"The commit that creates session '{Key}' has no head.");
        }

        if (ExpectedRevision != 0 && CreatedAt is not null)
        {
            throw new ArgumentException($"The commit to session '{Key}' at revision {ExpectedRevision} states when it was created; only the first commit may.");
        }

        if (!Head.IsEmpty)
        {
            FrameReader.Single(Head.Span);
            DemandKind(Head.Span, FrameKind.Head);
        }

        int count = 0;
        for (var reader = new FrameReader(Entries.Span); reader.MoveNext();)
        {
            DemandKind(reader.Frame, FrameKind.Entry);
            count++;
        }

        if (count != EntryCount)
        {
            throw new ArgumentException($"The commit to session '{Key}' states {EntryCount} entries and holds {count}.");
        }
    }

    private void DemandKind(ReadOnlySpan<byte> frame, FrameKind kind)
    {
        if (FrameHeader.KindOf(frame) is var found && found != kind)
        {
            throw new ArgumentException($"The commit to session '{Key}' has a frame of kind {found} where one of kind {kind} belongs.");
        }
    }
}
