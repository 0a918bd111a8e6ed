using Fluers.Sdk.Cli.CommandLine;

namespace Fluers.Sdk.Cli.Stores;

/// <summary>
/// A connection string, which may hold a password: it comes from the environment or from a file, never from the command line, where every
/// user of the machine sees it. It is not shown again.
/// </summary>
internal static class Secret
{
    private const string Environment = "env:";
    private const string File = "file:";

    /// <param name="place"><c>env:NAME</c> or <c>file:PATH</c>.</param>
    /// <exception cref="Failure">There is nothing, or the place is of another form.</exception>
    public static string At(string place)
    {
        string? secret = place switch
        {
            _ when place.StartsWith(Environment, StringComparison.Ordinal) => Surroundings.Current.Variable(place[Environment.Length..]),
            _ when place.StartsWith(File, StringComparison.Ordinal) => ReadFile(place[File.Length..]),
            _ => throw Failure.Usage("A connection string stands in the environment or in a file, not on the command line, where others see it: give env:NAME or file:PATH behind the colon."),
        };
        return string.IsNullOrWhiteSpace(secret)
            ? throw Failure.NotFound($"There is no connection string at '{Mask.Of(place)}'. Set the variable, or write the file.")
            : secret.Trim();
    }

    private static string? ReadFile(string path) => System.IO.File.Exists(Surroundings.Current.Full(path)) ? System.IO.File.ReadAllText(Surroundings.Current.Full(path)) : null;
}
