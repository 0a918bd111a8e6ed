using Microsoft.Extensions.Logging;

namespace Fluers.Sdk.Telemetry;

/// <summary>What is logged: what happened to which session, never what is in it, and so no text of an error either.</summary>
internal static partial class SessionLogging
{
    public const string Category = "Fluers.Sdk.Sessions";

    [LoggerMessage(1, LogLevel.Debug, "Session {Session} committed: revision {Revision}, {Entries} entries, {Bytes} bytes")]
    public static partial void Committed(this ILogger logger, SessionKey session, long revision, int entries, long bytes);

    [LoggerMessage(2, LogLevel.Information, "Commit to session {Session} refused: {Status}, expected revision {Expected}, found {Actual}")]
    public static partial void Refused(this ILogger logger, SessionKey session, string status, long expected, long actual);

    [LoggerMessage(3, LogLevel.Debug, "Session {Session} of schema {Schema} brought up from version {Stored} to {Current}")]
    public static partial void BroughtUp(this ILogger logger, SessionKey session, string schema, int stored, int current);

    [LoggerMessage(4, LogLevel.Information, "Session {Session} of schema {Schema} is of the newer version {Stored}, which admits version {Current}")]
    public static partial void ReadNewer(this ILogger logger, SessionKey session, string schema, int stored, int current);

    [LoggerMessage(5, LogLevel.Warning, "Session {Session} cannot be read as schema {Schema}: {Verdict}, version {Found} was found, versions {Oldest} to {Current} are read")]
    public static partial void SchemaRefused(this ILogger logger, SessionKey session, string schema, SchemaVerdict verdict, int found, int oldest, int current);

    [LoggerMessage(6, LogLevel.Error, "Session {Session} is damaged at entry {Entry}, byte {Offset}")]
    public static partial void Damaged(this ILogger logger, SessionKey? session, long? entry, long offset);

    [LoggerMessage(8, LogLevel.Warning, "Version {Version} of schema {Schema} is a draft: sessions that are stored now do not load once its shape changes. Publish it before it is deployed: dotnet build -t:PublishSchemas")]
    public static partial void DraftStored(this ILogger logger, string schema, int version);

    [LoggerMessage(7, LogLevel.Error, "The storage failed at {Operation} of {Session}: {Error}")]
    public static partial void StorageFailed(this ILogger logger, string operation, string session, string error);
}
