using Fluers.Sdk.Sqlite.Places;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Fluers.Sdk.Sqlite.Database;

/// <summary>
/// One connection to a database file, with the statements prepared on it. Used by one thread at a time. Every failure is
/// a <see cref="SessionStorageException"/> that names the file. It never waits for a lock: what another connection has locked fails at once,
/// and whoever asked waits without a thread.
/// </summary>
/// <remarks>
/// Statements go to the library below the ADO.NET provider: it binds and hands out spans, where the provider asks for an
/// array per value.
/// </remarks>
internal sealed class Connection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<Statement> _statements = [];
    private FileLook _seen;

    private Connection(SqliteConnection connection, string path)
    {
        _connection = connection;
        Path = path;
    }

    public string Path { get; }

    /// <summary>The path with all links resolved: beside it lie the log and its index.</summary>
    public string ResolvedPath => raw.sqlite3_db_filename(Handle, "main").utf8_to_string() is { Length: > 0 } resolved ? resolved : Path;

    public sqlite3 Handle => _connection.Handle!;

    public bool IsReadOnly => raw.sqlite3_db_readonly(Handle, "main") == 1;

    /// <param name="path">The full path, by which errors name the file.</param>
    /// <param name="mode">Whether the file may be created or written.</param>
    /// <param name="source">What to open, when it is not the path itself.</param>
    public static Connection Open(string path, SqliteOpenMode mode, string? source = null)
    {
        // Not pooled: a pool would keep the file open behind the back of whoever disposes the storage to delete it.
        var text = new SqliteConnectionStringBuilder { DataSource = source ?? path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw SqliteErrors.Describe(path, e);
        }

        _ = raw.sqlite3_busy_timeout(connection.Handle!, 0);
        return new Connection(connection, path);
    }

    /// <summary>
    /// Lets go of the pages that are kept in memory when somebody has written the file since the last call. SQLite does so itself when it was
    /// SQLite that wrote; it does not know of a backup that was copied over the file.
    /// </summary>
    public void Trust(FileLook now)
    {
        if ((now.Length, now.Modified) != (_seen.Length, _seen.Modified))
        {
            Execute("PRAGMA shrink_memory");
            _seen = now;
        }
    }

    /// <summary>A statement, which is prepared when it is first used and lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        var prepared = new Statement(this, sql);
        _statements.Add(prepared);
        return prepared;
    }

    /// <summary>Runs one or more statements that give nothing back.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(Handle, sql));

    /// <summary>The one number that a statement gives.</summary>
    public long Number(string sql)
    {
        using var statement = new Statement(this, sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    /// <summary>Ends a transaction without its changes. SQLite may have done so already.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(Handle) == 0)
        {
            _ = raw.sqlite3_exec(Handle, "ROLLBACK");
        }
    }

    /// <summary>Turns a result code other than success into an error.</summary>
    public void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            int extended = raw.sqlite3_extended_errcode(Handle);
            string message = raw.sqlite3_errmsg(Handle).utf8_to_string();
            throw SqliteErrors.Describe(Path, new SqliteException(message, result & 0xFF, extended));
        }
    }

    public void Dispose()
    {
        foreach (Statement statement in _statements)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }
}
