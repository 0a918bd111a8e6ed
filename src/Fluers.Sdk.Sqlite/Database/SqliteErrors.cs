using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Fluers.Sdk.Sqlite.Database;

/// <summary>Says of a failure of SQLite what happened to the store and what to do.</summary>
internal static class SqliteErrors
{
    public static SessionStorageException Describe(string path, SqliteException error)
    {
        string what = error.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
                "is locked by another writer, for longer than the busy timeout. Nothing was stored; try again, or end the process that holds it.",
            raw.SQLITE_FULL =>
                "cannot grow: the disk is full. Nothing was stored; free some space and try again.",
            raw.SQLITE_READONLY or raw.SQLITE_PERM =>
                "cannot be written. Nothing was stored; let this process write the file and its directory.",
            raw.SQLITE_CANTOPEN =>
                "cannot be opened. Check that the path is right and that this process may read and write the file and its directory.",
            raw.SQLITE_NOTADB =>
                "is no SQLite database, or an encrypted one. Nothing was changed; give the path of a session database, or of a file that does not exist yet.",
            raw.SQLITE_CORRUPT =>
                "is damaged. Nothing was repaired; restore it from a backup, or save what is readable with the .recover command of the sqlite3 shell.",
            raw.SQLITE_IOERR =>
                "cannot be read or written: the disk or the file system reports an error. Check both, then try again.",
            _ =>
                "reports an unexpected error. Nothing was stored; the inner exception has the details.",
        };
        string detail = error.Message.StartsWith("SQLite Error", StringComparison.Ordinal)
            ? error.Message.TrimEnd('.')
            : $"SQLite error {error.SqliteExtendedErrorCode}: {error.Message}";
        return new SessionStorageException($"The session database '{path}' {what} ({detail})", error);
    }

    /// <summary>The error of a call that waited for its turn as long as it may.</summary>
    public static SessionStorageException Locked(string path) => Describe(path, new SqliteException("database is locked", raw.SQLITE_BUSY));

    /// <summary>Whether SQLite refused because another connection held a lock.</summary>
    public static bool IsBusy(SessionStorageException error) =>
        error.InnerException is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED };

    /// <summary>Whether SQLite met pages that do not fit together.</summary>
    public static bool IsDamage(SessionStorageException error) => error.InnerException is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB };

    /// <summary>Whether SQLite could not do without a right to write, or without a file that is not there.</summary>
    public static bool NeedsMore(SessionStorageException error) =>
        error.InnerException is SqliteException { SqliteErrorCode: raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM };

    /// <summary>Whether SQLite refused to read a file in which a dead process left a half-written transaction.</summary>
    public static bool NeedsRollback(SessionStorageException error) =>
        error.InnerException is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_READONLY_ROLLBACK };
}
