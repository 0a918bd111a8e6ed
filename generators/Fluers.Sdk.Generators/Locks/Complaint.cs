using Fluers.Sdk.Generators.Judging;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>What is to be said about a schema and its lock.</summary>
/// <param name="Id">The id of the diagnostic.</param>
/// <param name="IsError">Whether it stops the build.</param>
/// <param name="Place">Where in the schema.</param>
/// <param name="Text">What was found, and what to do.</param>
internal sealed record Complaint(string Id, bool IsError, Place Place, string Text)
{
    /// <summary>What answers it without a choice that only the author can make.</summary>
    public Remedy Remedy { get; init; }

    /// <summary>The number to write: the one that is recorded, or the only one that may follow.</summary>
    public decimal? Number { get; init; }

    /// <summary>What is gone; for another identity, the one that is recorded.</summary>
    public string? Name { get; init; }

    /// <summary>Whether only the lock is behind. Anything else that is an error would harm what is stored, and is one wherever it is built.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>Whether stored sessions, or builds that read them, would come to harm.</summary>
    public bool Harms => IsError && !IsOutdated;
}

/// <summary>What answers a complaint.</summary>
internal enum Remedy
{
    None,

    /// <summary>The lock takes the change over.</summary>
    Update,

    /// <summary>The schema gets its next version.</summary>
    Raise,

    /// <summary>The code goes back to what is recorded.</summary>
    Restore,

    /// <summary>What is gone comes back, or the schema gets its next version.</summary>
    RestoreOrRaise,

    /// <summary>What stands at a number that is taken gets one that is free.</summary>
    Renumber,
}

