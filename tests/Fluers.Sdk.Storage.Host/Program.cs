using Fluers.Sdk.PostgreSql;
using Fluers.Sdk.Redis;
using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

// The other process of the storage tests. An address is the name of its storage, and behind it a path or a connection string.
return await StorageHost.RunAsync(args, address => address.Split('|') switch
{
    ["file", var path] => FileStorage.Open(path),
    ["file-look", var path] => FileStorage.Open(path, new FileStorageOptions { Access = StorageAccess.ReadOnly }),
    ["file-normal", var path] => FileStorage.Open(path, new FileStorageOptions { Durability = FileDurability.Normal }),
    ["sqlite", var path] => SqliteStorage.Open(path),
    ["sqlite-read", var path] => SqliteStorage.Open(path, new SqliteOptions { Access = StorageAccess.ReadOnly }),
    ["sqlite-upgrade", var path] => SqliteStorage.Open(path, new SqliteOptions { UpgradeReached = Step }),
    ["sqlite-full", var path] => SqliteStorage.Open(path, new SqliteOptions { Durability = SqliteDurability.Full }),
    ["postgresql", var connection, var schema] => PostgreSqlStorage.Open(connection, new PostgreSqlOptions { Schema = schema }),
    ["redis", var configuration, var prefix] => RedisStorage.Open(configuration, new RedisOptions { Prefix = prefix }),
    _ => throw new ArgumentException($"There is no storage at '{address}'."),
});

// Tells of a step of an upgrade, and waits until it may go on.
static void Step(string step)
{
    Console.Out.WriteLine($"step {step}");
    Console.Out.Flush();
    Console.In.ReadLine();
}
