namespace Fluers.Sdk;

/// <summary>Paths to members, as errors say them.</summary>
internal static class MemberPath
{
    /// <summary>The greatest length of a path in a message, about.</summary>
    private const int Shown = 200;

    /// <summary>The path; of one that no line holds, its two ends.</summary>
    public static string Shorten(string path)
    {
        if (path.Length <= Shown)
        {
            return path;
        }

        int head = path.LastIndexOf('.', Shown / 2);
        int tail = path.IndexOf('.', path.Length - (Shown / 2));
        return $"{path[..(head < 0 ? Shown / 2 : head)]} … {path[(tail < 0 ? path.Length - (Shown / 2) : tail + 1)..]}";
    }
}
