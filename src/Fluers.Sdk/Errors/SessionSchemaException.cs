namespace Fluers.Sdk;

/// <summary>Stored data is of a schema, a version or a shape that this build does not read, or that a migration of this build fails on. Nothing was changed.</summary>
public sealed class SessionSchemaException : SessionException
{
    internal SessionSchemaException(SchemaVerdict verdict, SessionSchema schema, int foundVersion, SessionKey? session, bool isIncomplete = false)
        : base(isIncomplete ? DescribeIncomplete(session) : Describe(verdict, schema, foundVersion, session))
    {
        Verdict = verdict;
        SchemaId = schema.Id;
        FoundVersion = foundVersion;
        OldestReadable = schema.OldestReadable;
        CurrentVersion = schema.Version;
        Session = session;
    }

    /// <summary>Creates the error for sound data in another shape than this build has for its version.</summary>
    internal SessionSchemaException(SessionSchema schema, SessionCorruptException mismatch)
        : base(mismatch.Message, mismatch)
    {
        Verdict = SchemaVerdict.OtherShape;
        SchemaId = schema.Id;
        FoundVersion = mismatch.In.Version;
        OldestReadable = schema.OldestReadable;
        CurrentVersion = schema.Version;
        Session = mismatch.Session;
    }

    /// <summary>Creates the error for sound data that a migration of this build fails on.</summary>
    internal SessionSchemaException(SessionSchema schema, FailedMigration failed, Exception cause, SessionKey? session = null, long? entry = null)
        : base(failed.Describe(schema, session, entry, cause), cause)
    {
        Verdict = SchemaVerdict.MigrationFailed;
        SchemaId = schema.Id;
        FoundVersion = failed.Found;
        OldestReadable = schema.OldestReadable;
        CurrentVersion = schema.Version;
        Session = session;
        Failed = failed;
    }

    /// <summary>Why the data was refused.</summary>
    public SchemaVerdict Verdict { get; }

    /// <summary>The id of the schema that was asked for.</summary>
    public string SchemaId { get; }

    /// <summary>The version that was found in the data.</summary>
    public int FoundVersion { get; }

    /// <summary>The oldest version that this build reads.</summary>
    public int OldestReadable { get; }

    /// <summary>The version that this build writes, the newest that it reads.</summary>
    public int CurrentVersion { get; }

    /// <summary>The session that holds the data; <see langword="null"/> when a frame was decoded outside a store.</summary>
    public SessionKey? Session { get; }

    /// <summary>
    /// The version from which the migration that failed leads to the next; <see langword="null"/> for every verdict but
    /// <see cref="SchemaVerdict.MigrationFailed"/>. What the migration threw is the inner exception.
    /// </summary>
    public int? MigrationFrom => Failed?.From;

    private FailedMigration? Failed { get; }

    /// <summary>The same error, with more known of its place.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="session">The session.</param>
    /// <param name="entry">The sequence number of the entry; <see langword="null"/> for the head.</param>
    internal SessionSchemaException At(SessionSchema schema, SessionKey session, long? entry = null) =>
        Failed is null || Session is not null ? this : new SessionSchemaException(schema, Failed, InnerException!, session, entry);

    private static string DescribeIncomplete(SessionKey? session) =>
        $"{(session is { } key ? $"Session '{key}'" : "The data")} is not complete: it is being copied or imported, or the process that did so ended in the middle. "
        + "Wait for it to end; where nobody is at it any more, copy or import what it comes from again, under another id. Nothing was changed.";

    private static string Describe(SchemaVerdict verdict, SessionSchema schema, int found, SessionKey? session)
    {
        string where = session is { } key ? $"Session '{key}'" : "The data";
        string range = schema.OldestReadable == schema.Version
            ? $"version {schema.Version}"
            : $"versions {schema.OldestReadable} to {schema.Version}";
        return verdict switch
        {
            SchemaVerdict.TooNew =>
                $"{where} holds version {found} of schema '{schema.Id}'; this build reads {range}. "
                + "A newer build wrote it: deploy that build, or a later one, to read it. Nothing was changed.",
            SchemaVerdict.TooOld =>
                $"{where} holds version {found} of schema '{schema.Id}'; this build reads {range}. "
                + "Read it with a build that still knows that version. Nothing was changed.",
            _ =>
                $"{where} does not hold schema '{schema.Id}' but another one, in version {found}; this build reads {range} of '{schema.Id}'. "
                + "Load it as the type that wrote it. Nothing was changed.",
        };
    }
}
