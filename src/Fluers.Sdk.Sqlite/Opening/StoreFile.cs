using Fluers.Sdk.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Opening;

/// <summary>
/// Opens a file as a session database. A file that is something else is refused before a byte of it can change. Nothing here waits: where
/// another process has locked what is needed, the opening fails and is tried again.
/// </summary>
internal static class StoreFile
{
    /// <summary>Opens a connection that may write, sets a blank file up, and upgrades one of an earlier format.</summary>
    public static Connection Open(string path, SqliteOptions options)
    {
        Inspect(path);
        Connection connection = Connection.Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            DemandWritable(connection);
            StoreSchema.Ensure(connection, options.UpgradeReached);
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute(options.Durability == SqliteDurability.Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");

            // The first transaction opens the log and its index, which stay open from then on.
            StoreStamp.Read(connection).Demand(path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection that only reads, to a file that <see cref="Open"/> has accepted.</summary>
    public static Connection OpenReader(string path)
    {
        // Not SqliteOpenMode.ReadOnly: the last connection to close tidies the write-ahead log away, and a reader may be the last.
        Connection connection = Connection.Open(path, SqliteOpenMode.ReadWrite);
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

    /// <summary>A path as a URI, which SQLite takes options from.</summary>
    public static string Uri(string path, string options) =>
        "file://" + string.Join('/', Path.GetFullPath(path).Split(Path.DirectorySeparatorChar).Select(System.Uri.EscapeDataString)) + "?" + options;

    /// <summary>Refuses what is no file, or none that SQLite would leave as it is.</summary>
    /// <returns>Whether there is anything in the file.</returns>
    public static bool DemandFile(string path)
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

        return length > 0;
    }

    private static void Inspect(string path)
    {
        if (!DemandFile(path))
        {
            return;
        }

        // Even to read, SQLite lays a log and its index beside the file, and only who may write the file takes them away again.
        using (Connection probe = Connection.Open(path, SqliteOpenMode.ReadWrite))
        {
            if (probe.IsReadOnly)
            {
                ReadUndisturbed(path).Demand(path);
                DemandWritable(probe);
            }
        }

        ReadStamp(path).Demand(path);
    }

    private static void DemandWritable(Connection connection)
    {
        if (connection.IsReadOnly)
        {
            throw new SessionStorageException(
                $"The session database '{connection.Path}' cannot be written. Let this process write the file and its directory, or open it with "
                + $"{nameof(SqliteOptions)}.{nameof(SqliteOptions.Access)} set to ReadOnly.");
        }
    }

    private static StoreStamp ReadStamp(string path)
    {
        try
        {
            using Connection connection = Connection.Open(path, SqliteOpenMode.ReadOnly);
            return StoreStamp.Read(connection);
        }
        catch (SessionStorageException e) when (SqliteErrors.NeedsRollback(e))
        {
            // A process died while it set the file up. Reading as if nobody else could write shows the half-written stamp:
            // when it is ours, opening for writing rolls the file back and sets it up anew.
            StoreStamp stamp = ReadUndisturbed(path);
            if (stamp.ApplicationId != StoreStamp.SessionDatabase)
            {
                throw;
            }

            return stamp;
        }
    }

    // As if nobody else could write: what lies beside the file is neither read nor made.
    private static StoreStamp ReadUndisturbed(string path)
    {
        using Connection connection = Connection.Open(path, SqliteOpenMode.ReadOnly, Uri(path, "immutable=1"));
        return StoreStamp.Read(connection);
    }
}
