namespace Fluers.Sdk.Generators.Locks;

/// <summary>A lock file is not what it should be.</summary>
/// <param name="reason">What was found and what was expected.</param>
/// <param name="line">Where, counted from 1.</param>
internal sealed class LockException(string reason, int line) : Exception($"line {line}: {reason}")
{
    /// <summary>What to do about a file that a merge of text has left.</summary>
    public const string MergeAgain = "merge it again with 'fluers schema merge' as the merge driver, which decides all that has one right answer";

    public int Line => line;

    /// <summary>Whether the file is well formed, but tells two histories of one version.</summary>
    public bool IsDiverged { get; init; }

    /// <summary>The id of the diagnostic.</summary>
    public string Id => IsDiverged ? "FLU1422" : "FLU1402";

    /// <summary>What to do about it.</summary>
    public string Answer
    {
        get => field ?? (IsDiverged ? "give one of the two histories the next version" : "restore it from version control");
        init;
    }
}
