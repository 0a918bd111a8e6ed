using Fluers.Sdk;
using Fluers.Sdk.Integration.Worker;
using Fluers.Sdk.Sqlite;

// The other process of the tests that need one.
await using var store = new SessionStore(SqliteStorage.Open(args[1]));
return args[0] switch
{
    "import" => await Conversations.ImportAsync(store, args[2]),
    "compare" => await Conversations.CompareAsync(store, args[2]),
    "append" => await Appender.RunAsync(store, SessionId.Parse(args[2]), args[3], int.Parse(args[4], System.Globalization.CultureInfo.InvariantCulture)),
    _ => throw new ArgumentException($"There is no command '{args[0]}'."),
};
