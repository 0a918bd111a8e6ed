namespace Fluers.Sdk.Storage;

/// <summary>What is known of a session's file since it was last looked at.</summary>
internal sealed record FileState
{
    /// <summary>Where there is no file.</summary>
    public static readonly FileState None = new();

    /// <summary>Where there was a session, whose id is spent.</summary>
    public static readonly FileState Spent = new() { IsDeleted = true };

    /// <summary>The file; <see langword="null"/> when there is none.</summary>
    public FileStamp? Stamp { get; init; }

    /// <summary>Whether there was a session, and its id is spent.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Whether the storage knew of a file that is not where it was.</summary>
    public bool IsMissing { get; init; }

    /// <summary>The session; <see langword="null"/> when there is none, or none whose name can be told.</summary>
    public StoredSessionInfo? Info { get; init; }

    /// <summary>The place of its last commit among all of its tenant. A file that does not say stands behind all others.</summary>
    public long Update { get; init; } = long.MaxValue;

    /// <summary>What keeps the file from being read and written.</summary>
    public FileDamage? Damage { get; init; }

    /// <summary>What lies behind the last whole commit.</summary>
    public TornTail? Torn { get; init; }

    /// <summary>The commits, once the file was walked through.</summary>
    public FileLog? Log { get; init; }

    /// <summary>Whether there is a session.</summary>
    public bool Exists => Stamp is not null || IsMissing;

    /// <summary>Whether there is a file in which not one commit is whole.</summary>
    public bool IsUnborn => Torn is { Commits: 0 };
}
