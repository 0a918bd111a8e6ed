namespace Fluers.Sdk.Storage;

/// <summary>What a storage knows of a session without reading its content.</summary>
public sealed record StoredSessionInfo
{
    /// <summary>The session.</summary>
    public required SessionKey Key { get; init; }

    /// <summary>The number of commits.</summary>
    public required long Revision { get; init; }

    /// <summary>The id of the last commit, which the next one builds on; <see cref="Guid.Empty"/> when damage hides it.</summary>
    public required Guid LastCommit { get; init; }

    /// <summary>The number of entries in the log.</summary>
    public required long EntryCount { get; init; }

    /// <summary>The hash of the head's schema id, from its frame header; 0 when the header cannot be read.</summary>
    public required ulong SchemaHash { get; init; }

    /// <summary>The version of the head's schema, from its frame header; 0 when the header cannot be read.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>When the session was created, by the storage's clock unless its first commit stated another time.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the session was last committed to, by the storage's clock unless the commit stated another time.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// What the storage knows to be damaged, in one clause; <see langword="null"/> when it knows of nothing. It does not look for
    /// damage to tell this: a session is checked when it is read.
    /// </summary>
    public string? Damage { get; init; }

    /// <summary>
    /// What was found in the session's place that is no part of it and was set aside, in one clause that says where it is; <see langword="null"/>
    /// for nothing. The session itself goes on. It may be the rest of a commit that was acknowledged, which a bad copy or a fault of the disk tore.
    /// </summary>
    public string? SetAside { get; init; }
}
