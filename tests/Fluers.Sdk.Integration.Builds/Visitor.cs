using System.Globalization;
using Fluers.Sdk;
using Fluers.Sdk.Integration.Builds;
using Fluers.Sdk.Sqlite;

// One of two builds that share a file: it visits a session again and again, each time with what it knows of it.
await using var store = new SessionStore(SqliteStorage.Open(args[1]));
SessionId id = SessionId.Parse(args[2]);
if (args[0] == "show")
{
    Visits.Show((await store.LoadAsync<Guestbook>(id))!);
    return;
}

Session<Guestbook> session = await store.LoadAsync<Guestbook>(id) ?? await store.CreateAsync(id, new Guestbook { Name = "shared" });
for (int i = 0; i < int.Parse(args[3], CultureInfo.InvariantCulture);)
{
    Visits.Visit(session, i);
    try
    {
        await session.SaveAsync();
        i++;
    }
    catch (SessionConflictException)
    {
        await session.RefreshAsync();
    }
}
