using System.Diagnostics;
using System.Text.Json;
using Fluers.Sdk.Storage;
using Npgsql;

namespace Fluers.Sdk.Cli.Tests.Sessions;

/// <summary>What is stopped in the middle leaves whole sessions behind, and goes on when it is given again.</summary>
public sealed class StoppingTests
{
    private const int Before = 5;
    private const int Sessions = 12;

    private const string Stopped = "fluers: Stopped. What was stored is whole; the command can be given again.\n";

    private static readonly string App = Fluers.AssemblyOf("samples/SupportAgent", "SupportAgent");

    private static readonly string[] Ids = [.. Enumerable.Range(0, Sessions).Select(i => $"s{i}")];

    [Fact]
    public async Task A_copy_that_is_killed_in_the_middle_of_a_commit_leaves_whole_sessions_and_goes_on()
    {
        using Store one = await new Store("sqlite").WithAsync(messages: 3, Ids);
        using Store other = await new Store("sqlite").WithAsync(messages: 0);
        await Gate.CloseAsync(other, Ids[Before]);

        using Process copy = Fluers.Start(one.Folder, [], "sessions", "copy", "--store", one.Url, "--to", other.Url);
        await KillAsync(copy, async () => await CountAsync(other) == Before);

        await Gate.TakeAwayAsync(other);
        await GoesOnAsync(one, other, Before);
    }

    [Fact]
    public async Task A_copy_that_is_stopped_says_so_and_what_was_under_way_is_whole()
    {
        using Store one = await new Store("sqlite").WithAsync(messages: 3, Ids);
        using Store other = await new Store("postgres", alone: true) { Tenant = SessionKey.DefaultTenant }.WithAsync(messages: 1, "already");
        await using NpgsqlConnection gate = await Gate.CloseAsync(other.Connection, Ids[Before]);

        await using Following copy = Following.StartAlone(one, other.Environment, "sessions", "copy", "--store", one.Url, "--to", other.Url);
        await gate.UntilSomebodyWaitsAsync(copy.Run);
        Task<(int, string)> stopped = copy.StopAsync();
        await gate.OpenAsync(andForGood: true);

        // The commit that waited was with the server already: it is stored, or the server gave it up.
        Assert.Equal((130, Stopped), await stopped);
        int there = await CountAsync(other) - 1;
        Assert.InRange(there, Before, Before + 1);
        await GoesOnAsync(one, other, there);
    }

    [Fact]
    public async Task A_migration_that_is_killed_in_the_middle_of_a_commit_leaves_whole_sessions_and_goes_on()
    {
        using Store store = await new Store("sqlite").WithFirstReleaseAsync(Ids);
        await Gate.CloseAsync(store, Ids[Before]);

        using Process migrate = store.Start("migrate", "--assembly", App, "--apply");
        await KillAsync(migrate, async () => await CountAsync(store, version: 3) == Before);

        await Gate.TakeAwayAsync(store);
        await MigrationGoesOnAsync(store, Before);
    }

    [Fact]
    public async Task A_migration_that_is_stopped_says_so_and_what_was_under_way_is_whole()
    {
        using Store store = await new Store("postgres", alone: true).WithFirstReleaseAsync(Ids);
        await using NpgsqlConnection gate = await Gate.CloseAsync(store.Connection, Ids[Before]);

        await using Following migrate = Following.Start(store, "migrate", "--assembly", App, "--apply");
        await gate.UntilSomebodyWaitsAsync(migrate.Run);
        Task<(int, string)> stopped = migrate.StopAsync();
        await gate.OpenAsync(andForGood: true);

        Assert.Equal((130, Stopped), await stopped);
        int there = await CountAsync(store, version: 3);
        Assert.InRange(there, Before, Before + 1);
        await MigrationGoesOnAsync(store, there);
    }

    private static async Task GoesOnAsync(Store one, Store other, int there)
    {
        JsonElement verified = (await other.RunAsync("sessions", "verify", "--json")).Json;
        Ran again = await Fluers.RunWithAsync(one.Folder, other.Environment, "sessions", "copy", "--store", one.Url, "--to", other.Url, "--json");

        Assert.Equal(0, verified.GetProperty("findings").GetArrayLength());
        again.Good();
        Assert.Equal((there, Sessions - there), (again.Json.GetProperty("same").GetInt32(), again.Json.GetProperty("copied").GetInt32()));
    }

    private static async Task MigrationGoesOnAsync(Store store, int there)
    {
        Assert.Equal(there, await CountAsync(store, version: 3));

        Ran again = await store.RunAsync("migrate", "--assembly", App, "--apply", "--json");
        JsonElement verified = (await store.RunAsync("sessions", "verify", "--schemas", Fluers.Folder("samples/SupportAgent"), "--json")).Json;

        again.Good();
        Assert.Equal(Sessions - there, again.Json.GetProperty("changed").GetInt32());
        Assert.Equal((Sessions, 0), (verified.GetProperty("sessions").GetInt32(), verified.GetProperty("findings").GetArrayLength()));
    }

    /// <summary>Kills a process once it has come to the gate.</summary>
    private static async Task KillAsync(Process process, Func<Task<bool>> isThere)
    {
        while (!process.HasExited && !await isThere())
        {
            await Task.Delay(20);
        }

        process.Kill();
        await process.WaitForExitAsync();
        Assert.Equal((137, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync()));
    }

    private static async Task<int> CountAsync(Store store, int? version = null)
    {
        await using ISessionStorage storage = store.Open();
        return (await storage.ListAsync(new StoredSessionQuery { Tenant = store.Tenant, PageSize = 1000, SchemaVersion = version })).Sessions.Count;
    }
}
