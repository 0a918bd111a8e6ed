using Fluers.Sdk.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Opening;

/// <summary>Opens a file as a session database. A file that is something else is refused before a byte of it can change.</summary>
internal static class StoreFile
{
    /// <summary>Opens a connection that may write, and sets a blank file up.</summary>
    public static Connection Open(string path, SqliteOptions options)
    {
        Inspect(path, options.BusyTimeout);
        Connection connection = Connection.Open(path, SqliteOpenMode.ReadWriteCreate, options.BusyTimeout);
        try
        {
            if (connection.IsReadOnly)
            {
                throw new SessionStorageException(
                    $"The session database '{path}' cannot be written. Let this process write the file and its directory, and open it again.");
            }

            StoreSchema.Ensure(connection);
            EnterWal(connection, options.BusyTimeout);
            connection.Execute(options.Durability == SqliteDurability.Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection that only reads, to a file that <see cref="Open"/> has accepted.</summary>
    public static Connection OpenReader(string path, TimeSpan busyTimeout)
    {
        // Not SqliteOpenMode.ReadOnly: the last connection to close tidies the write-ahead log away, and a reader may be the last.
        Connection connection = Connection.Open(path, SqliteOpenMode.ReadWrite, busyTimeout);
        try
        {
            connection.Execute("PRAGMA query_only = ON");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Inspect(string path, TimeSpan busyTimeout)
    {
        if (Directory.Exists(path))
        {
            throw new SessionStorageException($"'{path}' is a directory; a session database is a file. Give the path of a file in it.");
        }

        string? parent = Path.GetDirectoryName(path);
        if (!Directory.Exists(parent))
        {
            throw new SessionStorageException(
                $"The session database '{path}' cannot be created: '{parent}' is {(File.Exists(parent) ? "a file" : "missing")}. "
                + "Create that directory first, or give another path.");
        }

        // Only SQLite opens the file, never a stream of our own: on Unix, closing one would drop the locks of every other
        // connection of this process to the same file.
        long length = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
        if (length == 1)
        {
            // SQLite takes such a file for an empty one and would write over it.
            throw new SessionStorageException(
                $"The session database '{path}' is no SQLite database: it has one byte. "
                + "Nothing was changed; give the path of a session database, or of a file that does not exist yet.");
        }

        if (length > 0)
        {
            ReadStamp(path, busyTimeout).Demand(path);
        }
    }

    private static StoreStamp ReadStamp(string path, TimeSpan busyTimeout)
    {
        try
        {
            using Connection connection = Connection.Open(path, SqliteOpenMode.ReadOnly, busyTimeout);
            return StoreStamp.Read(connection);
        }
        catch (SessionStorageException e) when (SqliteErrors.NeedsRollback(e))
        {
            // A process died while it set the file up. Reading as if nobody else could write shows the half-written stamp:
            // when it is ours, opening for writing rolls the file back and sets it up anew.
            string uri = "file://" + string.Join('/', Path.GetFullPath(path).Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString)) + "?immutable=1";
            using Connection connection = Connection.Open(path, SqliteOpenMode.ReadOnly, busyTimeout, uri);
            StoreStamp stamp = StoreStamp.Read(connection);
            if (stamp.ApplicationId != StoreStamp.SessionDatabase)
            {
                throw;
            }

            return stamp;
        }
    }

    // Two processes that open a new file at once stand in each other's way here, and SQLite does not wait by itself.
    private static void EnterWal(Connection connection, TimeSpan busyTimeout)
    {
        long start = Environment.TickCount64;
        while (true)
        {
            try
            {
                connection.Execute("PRAGMA journal_mode = WAL");
                return;
            }
            catch (SessionStorageException e) when (SqliteErrors.IsBusy(e) && Environment.TickCount64 - start < busyTimeout.TotalMilliseconds)
            {
                Thread.Sleep(5);
            }
        }
    }
}
