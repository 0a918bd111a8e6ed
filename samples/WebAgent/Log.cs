namespace WebAgent;

/// <summary>What the program logs itself.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Open {Urls}. End me in the middle of a turn, with: kill -9 {Process}")]
    public static partial void Started(ILogger logger, int process, string urls);

    [LoggerMessage(2, LogLevel.Warning, "The model behind {Server} did not answer.")]
    public static partial void ModelFailed(ILogger logger, string server, Exception error);
}
