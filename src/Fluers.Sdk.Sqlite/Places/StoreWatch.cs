namespace Fluers.Sdk.Sqlite.Places;

/// <summary>
/// Looks whether the files of a database are still those that were opened. SQLite goes on with files that have no name any more, and takes
/// over none of what was put in their place: all that is stored from then on is lost with the process.
/// </summary>
internal sealed class StoreWatch
{
    private const string PutBack =
        "Put the file back under its name together with its write-ahead log, or restore both from a backup; then open the store again.";

    private const string LogLost =
        "End all processes that use the database, and restore it from a backup where the last commits are missing; then open the store again.";

    private readonly WatchedFile _database;
    private WatchedFile? _log;
    private WatchedFile? _index;

    /// <summary>Begins to watch the file at a path, which is about to be opened, or just was.</summary>
    public StoreWatch(string path) => _database = new WatchedFile(path);

    /// <summary>Whether the path leads to the file that it led to at first. Where it led to none, what is there now is watched.</summary>
    public bool IsUnchangedOrNew()
    {
        if (!_database.WasThere)
        {
            _database.Adopt();
        }

        return _database.IsUnchanged;
    }

    /// <summary>Begins to watch the write-ahead log and its index too, which SQLite keeps for as long as any connection is open.</summary>
    /// <param name="resolvedPath">The path of the database with all links resolved: the log lies beside the file itself.</param>
    public void WatchLog(string resolvedPath)
    {
        var log = new WatchedFile(resolvedPath + "-wal");
        var index = new WatchedFile(resolvedPath + "-shm");
        _log = log.WasThere ? log : null;
        _index = index.WasThere ? index : null;
    }

    /// <summary>Looks.</summary>
    /// <returns>The database file as it is now.</returns>
    /// <exception cref="SessionStorageException">One of the files was deleted, renamed or replaced.</exception>
    public FileLook Demand()
    {
        FileLook database = _database.Demand("The session database", PutBack);
        _log?.Demand("The write-ahead log", LogLost);
        _index?.Demand("The index of the write-ahead log", LogLost);
        return database;
    }
}
