using System.Globalization;
using Fluers.Sdk;
using Fluers.Sdk.Sqlite;
using Shop;

// A program without a compiler at run time: everything that the SDK does, published with Native AOT.
await using var store = new SessionStore(SqliteStorage.Open(args[1]));
switch (args[0])
{
    case "store":
        await Visits.StoreAsync(store, SessionId.Parse(args[2]), int.Parse(args[3], CultureInfo.InvariantCulture));
        break;
    case "load":
        Session<Ticket> loaded = (await store.LoadAsync<Ticket>(SessionId.Parse(args[2])))!;
        Console.WriteLine($"{loaded.State.Title}, {loaded.State.Messages.Count} messages");
        break;
    case "play":
        SessionId id = await Visits.MigrateAsync(store);
        await Visits.FollowAsync(store, id);
        await Visits.TalkAsync(store);
        break;
    default:
        throw new ArgumentException($"'{args[0]}' is no command, expected store, load or play.");
}
