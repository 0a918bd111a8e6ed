namespace Fluers.Sdk.Cli.CommandLine;

/// <summary>A word of a command line as an error may repeat it: what could be a connection string may hold a password, and is not shown.</summary>
internal static class Mask
{
    private const string Authority = "://";

    /// <summary>The word up to where a value begins, or a server and who may log on to it.</summary>
    public static string Of(string word)
    {
        int server = word.IndexOf(Authority, StringComparison.Ordinal);
        int value = word.IndexOf('=', StringComparison.Ordinal);
        return server >= 0 && (value < 0 || server < value) ? word[..(server + Authority.Length)] + "…"
            : value >= 0 ? word[..(value + 1)] + "…"
            : word;
    }

    /// <summary>A sentence that may repeat words of a command line.</summary>
    public static string In(string sentence, IEnumerable<string> words) =>
        words.Where(word => word.Length > 0 && Of(word) != word).Aggregate(sentence, (masked, word) => masked.Replace(word, Of(word), StringComparison.Ordinal));
}
