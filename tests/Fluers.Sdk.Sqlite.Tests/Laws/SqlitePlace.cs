using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Tests;

public class SqlitePlace : ProcessPlace, ILookPlace, IMovablePlace
{
    private static readonly string[] Suffixes = ["", "-wal", "-shm"];

    private readonly TemporaryFolder _outer = new();

    public SqlitePlace() => Directory.CreateDirectory(Folder);

    public override string Address => $"{(Options.Durability == SqliteDurability.Full ? "sqlite-full" : "sqlite")}|{Database}";

    public override string Host => Path.Combine(AppContext.BaseDirectory, "Fluers.Sdk.Storage.Host.dll");

    protected string Database => Path.Combine(Folder, "sessions.db");

    protected virtual SqliteOptions Options { get; } = new();

    private string Folder => _outer.File("sessions");

    private string Backup => _outer.File("backup.db");

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock) => ValueTask.FromResult<ISessionStorage>(
        SqliteStorage.Open(Database, Options with { Clock = clock }));

    public ValueTask<ISessionStorage> OpenToLookAsync() => ValueTask.FromResult<ISessionStorage>(
        SqliteStorage.Open(Database, Options with { Access = StorageAccess.ReadOnly }));

    public Task<IReadOnlyDictionary<string, string>> ContentAsync() => Task.FromResult<IReadOnlyDictionary<string, string>>(
        Directory.GetFiles(Folder).ToDictionary(
            path => Path.GetFileName(path), path => $"{File.GetLastWriteTimeUtc(path):O} {Convert.ToHexString(File.ReadAllBytes(path))}"));

    public Task MoveAwayAsync() => EachAsync(suffix => File.Move(Database + suffix, _outer.File("away" + suffix)));

    public Task MoveBackAsync() => EachAsync(suffix => File.Move(_outer.File("away" + suffix), Database + suffix));

    public Task RemoveAsync() => EachAsync(suffix => File.Delete(Database + suffix));

    // Never as a copy of a file that SQLite has open in this process: closing it would drop SQLite's locks.
    public Task BackUpAsync()
    {
        File.Delete(Backup);
        Sql.Execute(Database, $"VACUUM INTO '{Backup}'");
        return Task.CompletedTask;
    }

    public virtual async Task RestoreAsync()
    {
        await RemoveAsync();
        File.Copy(Backup, Database);
    }

    /// <summary>Restores into the open database, as SQLite's own backup interface does.</summary>
    protected void RestoreInto()
    {
        using SqliteConnection backup = Sql.Open(Backup);
        using SqliteConnection target = Sql.Open(Database);
        backup.BackupDatabase(target);
    }

    public override ValueTask DisposeAsync()
    {
        _outer.Dispose();
        return base.DisposeAsync();
    }

    private Task EachAsync(Action<string> action)
    {
        foreach (string suffix in Suffixes)
        {
            if (suffix.Length == 0 || File.Exists(Database + suffix) || File.Exists(_outer.File("away" + suffix)))
            {
                action(suffix);
            }
        }

        return Task.CompletedTask;
    }
}

public sealed class FlushedSqlitePlace : SqlitePlace
{
    protected override SqliteOptions Options { get; } = new() { Durability = SqliteDurability.Full };
}

/// <summary>A database into which a backup is restored while storages have it open.</summary>
public sealed class RestoredSqlitePlace : SqlitePlace, IRestorablePlace
{
    public bool RestoresUnderOpenStorages => true;

    public override Task RestoreAsync()
    {
        RestoreInto();
        return Task.CompletedTask;
    }

    public Task ClearAsync() => RemoveAsync();
}

/// <summary>A database that another connection locks for writing.</summary>
public sealed class BusySqlitePlace : SqlitePlace, IBusyPlace
{
    protected override SqliteOptions Options { get; } = new() { BusyTimeout = TimeSpan.FromMinutes(10) };

    public Task<IAsyncDisposable> HoldAsync(ISessionStorage storage, SessionKey session)
    {
        SqliteConnection another = Sql.Open(Database);
        another.Execute("BEGIN IMMEDIATE");
        return Task.FromResult<IAsyncDisposable>(another);
    }
}
