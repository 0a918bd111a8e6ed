using Fluers.Sdk.Sqlite.Database;

namespace Fluers.Sdk.Sqlite.Opening;

/// <summary>What marks a SQLite file as a session database, and in which format.</summary>
internal readonly record struct StoreStamp(long ApplicationId, long Version, bool HasTables)
{
    /// <summary>SQLite's <c>application_id</c> of a session database: "FLRS".</summary>
    public const int SessionDatabase = 0x464C5253;

    /// <summary>The format that this build reads and writes, in SQLite's <c>user_version</c>.</summary>
    public const int CurrentVersion = 2;

    /// <summary>The format whose files are brought up to this build's when they are opened.</summary>
    private const int EarlierVersion = 1;

    /// <summary>Whether the file holds nothing yet, so that it may become a session database.</summary>
    public bool IsBlank => ApplicationId == 0 && Version == 0 && !HasTables;

    /// <summary>Whether the file is a session database of an earlier format.</summary>
    private bool IsEarlier => ApplicationId == SessionDatabase && Version == EarlierVersion;

    /// <summary>Whether the file has to be changed before this build can use it.</summary>
    public bool NeedsSetUp => IsBlank || IsEarlier;

    /// <summary>Reads the stamp within the transaction at hand.</summary>
    public static StoreStamp Read(Connection connection) => new(
        connection.Number("PRAGMA application_id"),
        connection.Number("PRAGMA user_version"),
        connection.Number("SELECT count(*) FROM sqlite_master") > 0);

    /// <summary>Refuses a file that is neither blank nor a session database of this format or an earlier one.</summary>
    public void Demand(string path)
    {
        if (NeedsSetUp)
        {
            return;
        }

        if (ApplicationId != SessionDatabase)
        {
            throw new SessionStorageException(
                $"'{path}' is the SQLite database of another application: its application_id is 0x{ApplicationId:X8}, that of a session database "
                + $"is 0x{SessionDatabase:X8}. Nothing was changed; give the path of a session database, or of a file that does not exist yet.");
        }

        if (Version != CurrentVersion)
        {
            throw new SessionStorageException(
                $"The session database '{path}' has format {Version}; this build reads format {CurrentVersion}. "
                + "Nothing was changed; open it with the build that wrote it, or a later one.");
        }
    }
}
