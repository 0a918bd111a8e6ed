using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Storage;

/// <summary>One atomic change of a session: a new head, new entries at the end of the log, or both.</summary>
public sealed class SessionCommit
{
    /// <summary>The session to change.</summary>
    public required SessionKey Key { get; init; }

    /// <summary>The revision that the session must have; 0 for a session to be created.</summary>
    public required long ExpectedRevision { get; init; }

    /// <summary>Names this commit, so that a retry is recognised.</summary>
    public required Guid CommitId { get; init; }

    /// <summary>The new head, one frame; empty to keep the stored one. Required when the session is created.</summary>
    public ReadOnlyMemory<byte> Head { get; init; }

    /// <summary>The new entries, one frame after the other; empty for none.</summary>
    public ReadOnlyMemory<byte> Entries { get; init; }

    /// <summary>How many frames <see cref="Entries"/> holds.</summary>
    public int EntryCount { get; init; }

    /// <summary>A hash of head and entries, by which a storage tells a retry from another commit under the same id.</summary>
    public UInt128 ContentHash()
    {
        var hash = new System.IO.Hashing.XxHash128();
        hash.Append(BitConverter.GetBytes(Head.Length));
        hash.Append(Head.Span);
        hash.Append(Entries.Span);
        return hash.GetCurrentHashAsUInt128();
    }

    /// <summary>Checks what every storage relies on: a new session has a head, and the entries are whole frames, as many as stated.</summary>
    /// <exception cref="ArgumentException">The commit is not complete.</exception>
    /// <exception cref="SessionCorruptException">A frame is damaged.</exception>
    public void Validate()
    {
        if (ExpectedRevision == 0 && Head.IsEmpty)
        {
            throw new ArgumentException($"The commit that creates session '{Key}' has no head.");
        }

        if (!Head.IsEmpty)
        {
            FrameReader.Single(Head.Span);
        }

        int count = 0;
        for (var reader = new FrameReader(Entries.Span); reader.MoveNext();)
        {
            count++;
        }

        if (count != EntryCount)
        {
            throw new ArgumentException($"The commit to session '{Key}' states {EntryCount} entries and holds {count}.");
        }
    }
}
