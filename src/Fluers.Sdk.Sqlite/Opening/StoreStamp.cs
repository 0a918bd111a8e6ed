using Fluers.Sdk.Sqlite.Database;

namespace Fluers.Sdk.Sqlite.Opening;

/// <summary>What marks a SQLite file as a session database, and in which format.</summary>
/// <param name="ApplicationId">SQLite's <c>application_id</c>.</param>
/// <param name="Version">SQLite's <c>user_version</c>.</param>
/// <param name="HasTables">Whether there is any table.</param>
/// <param name="Shape">The format that has the tables that are there; 0 for none that is known.</param>
internal readonly record struct StoreStamp(long ApplicationId, long Version, bool HasTables, long Shape)
{
    /// <summary>SQLite's <c>application_id</c> of a session database: "FLRS".</summary>
    public const int SessionDatabase = 0x464C5253;

    /// <summary>The format that this build writes, in SQLite's <c>user_version</c>.</summary>
    public const int CurrentVersion = 3;

    /// <summary>The oldest format that this build reads, and upgrades when the file is opened to be written.</summary>
    public const int OldestVersion = 1;

    /// <summary>Whether the file holds nothing yet, so that it may become a session database.</summary>
    public bool IsBlank => ApplicationId == 0 && Version == 0 && !HasTables;

    /// <summary>Whether the file is a session database of an earlier format.</summary>
    private bool IsEarlier => ApplicationId == SessionDatabase && Version is >= OldestVersion and < CurrentVersion;

    /// <summary>Whether the file has to be changed before it can be written to.</summary>
    public bool NeedsSetUp => IsBlank || IsEarlier;

    /// <summary>Reads the stamp within the transaction at hand.</summary>
    public static StoreStamp Read(Connection connection)
    {
        var stamp = new StoreStamp(
            connection.Number("PRAGMA application_id"),
            connection.Number("PRAGMA user_version"),
            connection.Number("SELECT count(*) FROM sqlite_master") > 0,
            0);

        // The number stands in a few bits of the first page. An upgrade must not take a damaged one for an earlier format.
        return stamp.IsEarlier ? stamp with { Shape = ShapeOf(connection) } : stamp;
    }

    /// <summary>Refuses a file that is neither blank nor a session database of this format or an earlier one.</summary>
    public void Demand(string path)
    {
        if (IsBlank)
        {
            return;
        }

        if (ApplicationId != SessionDatabase)
        {
            throw new SessionStorageException(
                $"'{path}' is the SQLite database of another application: its application_id is 0x{ApplicationId:X8}, that of a session database "
                + $"is 0x{SessionDatabase:X8}. Nothing was changed; give the path of a session database, or of a file that does not exist yet.");
        }

        if (Version != CurrentVersion && !IsEarlier)
        {
            throw new SessionStorageException(
                $"The session database '{path}' has format {Version}; this build reads formats {OldestVersion} to {CurrentVersion}. "
                + "Nothing was changed; open it with the build that wrote it, or a later one.");
        }

        if (IsEarlier && Shape != Version)
        {
            throw new SessionStorageException(
                $"The session database '{path}' says that it has format {Version}, but its tables are "
                + (Shape == 0 ? "of no format that this build knows" : $"those of format {Shape}")
                + ". Its first page is damaged. Nothing was changed; restore it from a backup.");
        }
    }

    /// <summary>Refuses what <see cref="Demand"/> refuses, and a blank file, which nobody who only reads makes a session database.</summary>
    public void DemandReadable(string path)
    {
        Demand(path);
        if (IsBlank)
        {
            throw new SessionStorageException(
                $"'{path}' is an empty file, not a session database yet. Nothing was changed; the first opening with write access makes it one.");
        }
    }

    private static long ShapeOf(Connection connection) =>
        connection.Number("SELECT count(*) FROM pragma_table_info('sessions') WHERE name = 'seal'") > 0 ? 3
        : connection.Number("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('segments', 'tail')") == 2 ? 2
        : connection.Number("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'entries'") == 1 ? 1
        : 0;
}
