using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

// The other process of the storage tests. An address is a path behind the name of its storage.
return await StorageHost.RunAsync(args, address => address.Split('|') switch
{
    ["file", var path] => FileStorage.Open(path),
    ["file-normal", var path] => FileStorage.Open(path, new FileStorageOptions { Durability = FileDurability.Normal }),
    ["sqlite", var path] => SqliteStorage.Open(path),
    ["sqlite-full", var path] => SqliteStorage.Open(path, new SqliteOptions { Durability = SqliteDurability.Full }),
    _ => throw new ArgumentException($"There is no storage at '{address}'."),
});
