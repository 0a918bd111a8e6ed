namespace Fluers.Sdk.Cli.CommandLine;

/// <summary>What a lower layer refused, in words for those who never see its code.</summary>
internal static class Refusal
{
    /// <summary>What an argument is refused for, without the name that it has in code.</summary>
    public static string Bare(this ArgumentException error) =>
        error.ParamName is { } name ? error.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : error.Message;
}
