namespace Fluers.Sdk.Cli.Schemas.Merging;

/// <summary>Two texts as one, with the markers of git around what differs. It is one place, so that nobody takes half of a version from each.</summary>
internal static class ConflictText
{
    public static string Of(string ours, string theirs)
    {
        string[] one = Lines(ours);
        string[] other = Lines(theirs);
        int start = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        int end = one[start..].Reverse().Zip(other[start..].Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Concat(((IEnumerable<string>)[
            .. one[..start], "<<<<<<< ours", .. one[start..^end], "=======", .. other[start..^end], ">>>>>>> theirs", .. one[^end..],
        ]).Select(line => line + "\n"));
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
