using Npgsql;

namespace Fluers.Sdk.PostgreSql.Database;

/// <summary>What a failure leaves of a change.</summary>
internal enum Outcome
{
    /// <summary>It was no change.</summary>
    None,

    /// <summary>Nothing was stored.</summary>
    Nothing,

    /// <summary>Whether it was stored is not known.</summary>
    Unknown,
}

/// <summary>Says of a failure of PostgreSQL, or of the way to it, what happened to the store and what to do.</summary>
internal static class DatabaseErrors
{
    /// <summary>Whether the server undid the transaction because of another one, and asks to try again.</summary>
    public static bool IsCollision(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>Whether an error is not the server's answer, so that it may have done what was asked without being able to say so.</summary>
    public static bool IsAnswerMissing(Exception error) => error is not PostgresException server
        || server.InvariantSeverity is "FATAL" or "PANIC"
        || server.SqlState.StartsWith("08", StringComparison.Ordinal);

    /// <summary>Whether a connection has not the statement that it prepared, or one that it did not: a pooler has lent its process to others meanwhile. Nothing was done.</summary>
    public static bool IsAnothersStatement(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.DuplicatePreparedStatement or PostgresErrorCodes.InvalidSqlStatementName };

    /// <summary>Whether the schema has another format than a moment ago: another process has upgraded it.</summary>
    public static bool IsOutdated(Exception error) =>
        error is SessionStorageException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction } };

    /// <summary>Whether the wait for an answer or a connection ended, which says nothing of the connection.</summary>
    public static bool IsTimeout(Exception error) => error is TimeoutException || error.InnerException is TimeoutException;

    public static SessionStorageException Describe(string place, Exception error, Outcome outcome)
    {
        string what = error is PostgresException server ? Describe(server.SqlState) : Describe(error);
        string fate = outcome switch
        {
            Outcome.Nothing => " Nothing was stored.",
            Outcome.Unknown => " Whether the change was stored is not known: try it again; the same commit is never stored twice.",
            _ => "",
        };
        return new SessionStorageException($"{place} {what}{fate} ({error.Message.TrimEnd('.')})", error);
    }

    private static string Describe(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "refuses the login. Check the user name and the password, and whether the server lets this user in from here.",
        PostgresErrorCodes.InvalidCatalogName =>
            "cannot be opened: there is no such database. Create it, or name another one.",
        PostgresErrorCodes.InsufficientPrivilege =>
            "denies this user a right. Let the user create and upgrade the schema, or set it up (SetUpAsync) with another user and grant this one USAGE on the schema, "
            + "EXECUTE on its functions, and SELECT, INSERT, UPDATE and DELETE on its tables and USAGE on its sequences.",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            "cannot be written: the server is a standby, or its transactions are read only. Connect to the primary.",
        PostgresErrorCodes.DiskFull => "cannot grow: the server's disk is full. Free some space and try again.",
        PostgresErrorCodes.OutOfMemory => "has no memory left for this. Try again, or give the server more.",
        PostgresErrorCodes.TooManyConnections =>
            "takes no more connections. Lower 'Maximum Pool Size' in the connection strings of all that use the server, or raise its max_connections.",
        PostgresErrorCodes.QueryCanceled => "took longer than the server allows (statement_timeout). Raise that limit or try again when the server is less busy.",
        PostgresErrorCodes.LockNotAvailable => "is held by another transaction for longer than the server allows (lock_timeout). Try again, or end the one that holds it.",
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected =>
            "collides with other transactions again and again. Try again; should it go on, look for what else locks the rows of the schema.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName
            or PostgresErrorCodes.UndefinedObject =>
            "was changed or removed while it was open. Restore it, or open it anew.",
        PostgresErrorCodes.ProgramLimitExceeded => "does not take a change as large as this. Save smaller parts, one after the other.",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted =>
            "is damaged below the tables. Nothing was repaired; restore it from a backup, or have amcheck say what is damaged.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            "cannot be reached: the server is starting or shutting down. Try again once it runs.",
        _ => "reports an unexpected error. The inner exception has the details.",
    };

    private static string Describe(Exception error) => error is OperationCanceledException
        ? "did not say in time what became of a change that was given up. Check that the server runs and is not overloaded."
        : IsTimeout(error)
        ? "did not answer in time. Check that the server runs and is not overloaded; 'Timeout', 'Command Timeout' and 'Maximum Pool Size' in the "
            + "connection string say how long to wait, and for how many at once."
        : "cannot be reached, or broke off the connection. Check the address, that the server runs, and the network.";
}
