namespace Fluers.Sdk.Storage;

/// <summary>Bytes at the end of a session's file that are no whole commit.</summary>
/// <param name="Offset">Where they begin.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Commits">How many whole commits lie in front of them; with none, they are the whole file.</param>
/// <param name="IsBlank">Whether they are nothing but zeros.</param>
internal sealed record TornTail(long Offset, long Length, long Commits, bool IsBlank)
{
    /// <summary>What is told of them. A copy that lost its end looks like a commit that a crash tore, so nobody may say that nothing was lost.</summary>
    public string Damage => (Commits, Length, IsBlank) switch
    {
        (0, 0, _) => "the file is empty: it lost what it held, or nothing was ever written to it",
        (0, _, true) => $"the file holds {Length} zeros and nothing else",
        (0, _, _) => $"the file ends after {Length} bytes within its first commit: a crash tore it, or the file lost its end",
        (_, _, true) => $"behind commit {Commits} the file holds {Length} zeros: a crash tore the next commit, or the file lost its end",
        _ => $"behind commit {Commits} lie {Length} bytes that are no whole commit: a crash tore it, or the file lost its end",
    };
}
