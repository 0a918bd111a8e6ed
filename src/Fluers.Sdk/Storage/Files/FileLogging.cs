using Microsoft.Extensions.Logging;

namespace Fluers.Sdk.Storage;

/// <summary>What is logged of files: which were found in disorder and what became of them, never what is in them.</summary>
internal static partial class FileLogging
{
    public const string Category = "Fluers.Sdk.Storage.FileStorage";

    [LoggerMessage(40, LogLevel.Warning, "Session {Session}: {Bytes} bytes behind commit {Commit} were no whole commit; they were set aside in {File}")]
    public static partial void SetAside(this ILogger logger, SessionKey session, long bytes, long commit, string file);

    [LoggerMessage(41, LogLevel.Warning, "Session {Session} was created anew: its file of {Bytes} bytes held no whole commit and was set aside as {File}")]
    public static partial void SetAsideWhole(this ILogger logger, SessionKey session, long bytes, string file);

    [LoggerMessage(42, LogLevel.Warning, "The file of session {Session} was replaced or changed by another program while the storage had it open; it was read anew")]
    public static partial void ReadAnew(this ILogger logger, SessionKey session);

    [LoggerMessage(43, LogLevel.Information, "{File} in the folder of tenant {Tenant} is the file of no session and was passed over")]
    public static partial void PassedOver(this ILogger logger, string file, string tenant);

    [LoggerMessage(44, LogLevel.Debug, "Session {Session}: {Commits} commits of its file were walked through")]
    public static partial void WalkedThrough(this ILogger logger, SessionKey session, long commits);

    [LoggerMessage(45, LogLevel.Information, "{File} in the folder of tenant {Tenant} was removed: its session was deleted, or its creation never acknowledged")]
    public static partial void Removed(this ILogger logger, string file, string tenant);
}
