using Fluers.Sdk.PostgreSql;
using Fluers.Sdk.Redis;
using Fluers.Sdk.Servers;
using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Benchmarks.Stores;

/// <summary>The storages that are measured, and how durable a commit is.</summary>
public enum Kind
{
    /// <summary>In memory.</summary>
    Memory,

    /// <summary>A file for each session, durable against the end of the process.</summary>
    File,

    /// <summary>A file for each session, durable against a power cut.</summary>
    FileFull,

    /// <summary>SQLite, durable against the end of the process.</summary>
    Sqlite,

    /// <summary>SQLite, durable against a power cut.</summary>
    SqliteFull,

    /// <summary>PostgreSQL on the same machine, durable against a power cut.</summary>
    PostgreSql,

    /// <summary>Redis on the same machine, durable against a power cut.</summary>
    Redis,
}

/// <summary>Opens a storage of a kind.</summary>
internal static class Opened
{
    public static ISessionStorage Open(this Kind kind, string folder) => kind switch
    {
        Kind.Memory => new MemoryStorage(),
        Kind.File => FileStorage.Open(Path.Combine(folder, "files"), new FileStorageOptions { Durability = FileDurability.Normal }),
        Kind.FileFull => FileStorage.Open(Path.Combine(folder, "flushed-files")),
        Kind.Sqlite => SqliteStorage.Open(Path.Combine(folder, "sessions.db")),
        Kind.SqliteFull => SqliteStorage.Open(Path.Combine(folder, "flushed.db"), new SqliteOptions { Durability = SqliteDurability.Full }),
        Kind.PostgreSql => PostgreSqlStorage.Open(PostgreSqlServer.Shared.ConnectionString, new PostgreSqlOptions { Schema = $"benchmark_{Environment.ProcessId}" }),
        Kind.Redis => RedisStorage.Open(RedisServer.Shared.Configuration, new RedisOptions { Prefix = $"benchmark-{Environment.ProcessId}" }),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Whether there is such a storage on this machine.</summary>
    public static bool IsThere(this Kind kind) => kind switch
    {
        Kind.PostgreSql => PostgreSqlServer.WhyMissing is null,
        Kind.Redis => RedisServer.WhyMissing is null,
        _ => true,
    };
}
