using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Places;
using Fluers.Sdk.Sqlite.Reading;
using Fluers.Sdk.Sqlite.Writing;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Opening;

/// <summary>
/// A file that this process only reads, and beside which it creates nothing. A file without a write-ahead log is all there is of the database: it
/// is read without locks, and before and after each read a look tells whether it is still that. With a log beside it, it is read together with the
/// log and its index.
/// </summary>
internal sealed class ReadOnlyStore : StoreSource
{
    private readonly StoreWatch _watch;
    private readonly string _resolved;

    public ReadOnlyStore(string path)
        : base(path)
    {
        if (!StoreFile.DemandFile(path))
        {
            throw new SessionStorageException(
                $"There is no session database at '{path}'{(File.Exists(path) ? ": the file is empty" : "")}. Nothing was created; check the path, or open it "
                + "with write access to make one.");
        }

        _resolved = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        _watch = new StoreWatch(path);
        OpenReader().Dispose();
    }

    public override Task ReadyAsync() => Task.CompletedTask;

    public override Task<StoreWriter> WriterAsync() => Task.FromException<StoreWriter>(new SessionStorageException(
        $"The session database '{Path}' was opened to read only ({nameof(SqliteOptions)}.{nameof(SqliteOptions.Access)}). Nothing was changed; open it "
        + "with StorageAccess.ReadWrite to change it."));

    public override StoreReader OpenReader()
    {
        for (int tries = 0; ; tries++)
        {
            StoreReader reader = TryOpenReader();
            if (IsCurrent(reader))
            {
                return reader;
            }

            // A writer came or went in between.
            reader.Dispose();
            if (tries == 10)
            {
                throw SqliteErrors.Locked(Path);
            }
        }
    }

    public override bool IsCurrent(StoreReader reader)
    {
        FileLook now = _watch.Demand();
        if (reader.Alone is not null)
        {
            return IsUndisturbed(reader);
        }

        reader.Connection.Trust(now);
        return reader.Format == StoreFormat.Current || reader.Connection.Number("PRAGMA user_version") == reader.Format.Version;
    }

    /// <summary>A file that is read without locks must be the same file with the same content, and no log beside it.</summary>
    public override bool IsUndisturbed(StoreReader reader) =>
        reader.Alone is not { } alone || (alone == FileLook.At(Path) && !HasContent("-wal") && !HasContent("-journal"));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private StoreReader TryOpenReader()
    {
        FileLook before = _watch.Demand();
        Connection connection = Connect(out bool isAlone);
        try
        {
            StoreStamp stamp = StoreStamp.Read(connection);
            stamp.DemandReadable(Path);
            return new StoreReader(connection, new StoreFormat(stamp.Version), isAlone ? before : null);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private Connection Connect(out bool isAlone)
    {
        isAlone = !HasContent("-wal") && !HasContent("-journal");
        if (isAlone)
        {
            return Connection.Open(Path, SqliteOpenMode.ReadOnly, StoreFile.Uri(Path, "immutable=1"));
        }

        if (!HasContent("-wal"))
        {
            return Probed("") ?? throw HalfWritten();
        }

        // First without a mark in the index, which is enough unless a writer has just begun.
        return Probed("readonly_shm=1") ?? (File.Exists(_resolved + "-shm") ? Probed("") : null) ?? throw LogAlone();
    }

    /// <returns>A connection that reads; <see langword="null"/> where SQLite would have to write first.</returns>
    private Connection? Probed(string options)
    {
        Connection connection = Connection.Open(Path, SqliteOpenMode.ReadOnly, StoreFile.Uri(Path, options));
        try
        {
            connection.Number("SELECT count(*) FROM sqlite_master");
            return connection;
        }
        catch (SessionStorageException e) when (SqliteErrors.NeedsMore(e))
        {
            connection.Dispose();
            return null;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private bool HasContent(string suffix) => FileLook.At(_resolved + suffix).Length > 0;

    private SessionStorageException LogAlone() => new(
        $"The session database '{Path}' cannot be read without writing: beside it lies a write-ahead log, whose commits are not in the file yet, and the "
        + $"log's index '{_resolved}-shm' is missing or cannot be read. The file alone would show an earlier state. Nothing was changed; open it once with "
        + "write access, or copy the file and its log to a directory that may be written, and open the copy.");

    private SessionStorageException HalfWritten() => new(
        $"The session database '{Path}' cannot be read without writing: a process died while it wrote the file, and '{_resolved}-journal' holds what has to be "
        + "written back first. Nothing was changed; open it once with write access, or copy both files to a directory that may be written, and open the copy.");
}
