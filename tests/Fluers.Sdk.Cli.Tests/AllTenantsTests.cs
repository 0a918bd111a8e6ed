using System.Text.Json;

namespace Fluers.Sdk.Cli.Tests;

/// <summary>The sessions of all tenants by one command, on a real store of each kind.</summary>
public sealed class AllTenantsTests
{
    private static readonly string Agent = Fluers.Folder("samples/SupportAgent");
    private static readonly string App = Fluers.AssemblyOf("samples/SupportAgent", "SupportAgent");

    public static TheoryData<string> Kinds => [.. Store.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Sessions_are_listed_tenant_by_tenant_the_latest_of_each_first(string kind)
    {
        using Store store = await MakeAsync(kind);

        Ran all = await store.RunOnAllAsync("sessions", "list", "--json");
        string shown = (await store.RunOnAllAsync("sessions", "list", "--limit", "3")).Good();
        JsonElement narrowed = (await store.RunOnAllAsync("sessions", "list", "--schema", "session-state", "--oldest-first", "--json")).Json;

        all.Good();
        Assert.Equal(["Acme/one", "acme/two", "acme/one", "default/own", "globex/one"], Names(all.Json));
        Assert.Equal(["acme/one", "acme/two", "default/own", "globex/one"], Names(narrowed).Where(name => !name.StartsWith('A')));
        string[][] rows = [.. shown.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.Equal(["tenant", "session"], rows[0][..2]);
        Assert.Equal(["Acme one", "acme two", "acme one"], rows[1..4].Select(row => $"{row[0]} {row[1]}"));
        Assert.Contains("The first 3; --limit 0 shows all.", shown, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_census_counts_all_and_answers_for_the_whole_store(string kind)
    {
        using Store store = await new Store(kind, alone: true).WithAsync("acme", messages: 2, "one", "two");
        await store.WithAsync("globex", messages: 3, "one");
        await store.WithFirstReleaseInAsync("initech", "old");

        JsonElement all = (await store.RunOnAllAsync("sessions", "stats", "--schemas", Agent, "--json")).Json;
        string answer = (await store.RunOnAllAsync("sessions", "stats", "--schemas", Agent)).Good();
        Ran one = await Fluers.RunWithAsync(store.Folder, store.Environment, "sessions", "stats", "--store", store.Url, "--tenant", "acme");

        Assert.Equal((4, 9), (all.GetProperty("sessions").GetInt32(), all.GetProperty("entries").GetInt32()));
        Assert.False(all.TryGetProperty("tenant", out _));
        Assert.Equal(["acme/one", "acme/two", "globex/one", "initech/old"], Names(all.GetProperty("largest")).Order(StringComparer.Ordinal));
        Assert.Contains("support-session: version 1 is still at rest in 1 session; it may not be dropped.", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("alone", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("support-session", one.Good(), StringComparison.Ordinal);
        Assert.Contains("This is tenant 'acme' alone; --all-tenants answers for the whole store.", one.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_session_of_one_tenant_that_would_not_load_is_found_among_all(string kind)
    {
        using Store store = await MakeAsync(kind);
        await store.WithFirstReleaseInAsync("initech", "unknown");

        Ran all = await store.RunOnAllAsync("sessions", "verify", "--json");
        Ran known = await store.RunOnAllAsync("sessions", "verify", "--schemas", Agent, "--json");

        Assert.Equal((1, 6), (all.Exit, all.Json.GetProperty("sessions").GetInt32()));
        Assert.All(Names(all.Json.GetProperty("findings")), name => Assert.Equal("initech/unknown", name));
        known.Good();
        Assert.Equal((6, 0), (known.Json.GetProperty("sessions").GetInt32(), known.Json.GetProperty("findings").GetArrayLength()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_copy_keeps_each_session_in_its_tenant_and_goes_on_where_it_was(string kind)
    {
        using Store store = await MakeAsync(kind);
        using Store there = new("file");
        using Store back = new(kind, alone: true);

        Ran part = await Fluers.RunWithAsync(store.Folder, store.Environment, "sessions", "copy", "--store", store.Url, "--to", there.Url, "--tenant", "acme", "--json");
        JsonElement rest = await CopyAsync(store, there);
        await store.WithAsync("late", messages: 1, "one");
        JsonElement late = await CopyAsync(store, there);
        Ran again = await Fluers.RunWithAsync(back.Folder, back.Environment, "sessions", "copy", "--store", there.Url, "--to", back.Url, "--all-tenants", "--json");

        Assert.Equal(2, part.Json.GetProperty("copied").GetInt32());
        Assert.Equal((3, 2), (rest.GetProperty("copied").GetInt32(), rest.GetProperty("same").GetInt32()));
        Assert.Equal((1, 5), (late.GetProperty("copied").GetInt32(), late.GetProperty("same").GetInt32()));
        Assert.Equal(6, again.Json.GetProperty("copied").GetInt32());
        Assert.Equal(
            ["Acme/one", "acme/one", "acme/two", "default/own", "globex/one", "late/one"],
            Names((await back.RunOnAllAsync("sessions", "list", "--json")).Json).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_migration_goes_through_all_tenants_and_leaves_nothing_for_the_next_one(string kind)
    {
        using Store store = await new Store(kind, alone: true).WithFirstReleaseInAsync("acme", "one", "two");
        await store.WithFirstReleaseInAsync("globex", "one");
        using Store other = new("sqlite");

        Ran dry = await MigrateAsync(store);
        Ran elsewhere = await MigrateAsync(store, "--to", other.Url);
        Ran first = await MigrateAsync(store, "--apply");
        Ran second = await MigrateAsync(store, "--apply");

        Assert.Equal((true, 3, 3), (dry.Json.GetProperty("dryRun").GetBoolean(), dry.Json.GetProperty("sessions").GetInt32(), dry.Json.GetProperty("changed").GetInt32()));
        Assert.Equal(3, elsewhere.Json.GetProperty("changed").GetInt32());
        Assert.Equal((3, 3), (first.Json.GetProperty("sessions").GetInt32(), first.Json.GetProperty("changed").GetInt32()));
        Assert.Equal((3, 0), (second.Json.GetProperty("sessions").GetInt32(), second.Json.GetProperty("changed").GetInt32()));
        foreach (Store migrated in new[] { store, other })
        {
            JsonElement listed = (await migrated.RunOnAllAsync("sessions", "list", "--version-stored", "3", "--json")).Json;
            Assert.Equal(["acme/one", "acme/two", "globex/one"], Names(listed).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_session_that_a_migration_leaves_is_named_with_its_tenant()
    {
        using Store store = await new Store("sqlite").WithFirstReleaseInAsync("acme", "one");
        await store.WithNewerReleaseInAsync("globex", "one");

        Ran ran = await MigrateAsync(store, "--apply");

        Assert.Equal((1, 1), (ran.Exit, ran.Json.GetProperty("changed").GetInt32()));
        Assert.Equal(["globex/one"], Names(ran.Json.GetProperty("failures")));
    }

    [Theory]
    [InlineData("sessions", "list")]
    [InlineData("sessions", "stats")]
    [InlineData("sessions", "verify")]
    [InlineData("sessions", "show", "one")]
    [InlineData("sessions", "tail", "one")]
    [InlineData("sessions", "export", "one")]
    [InlineData("sessions", "fork", "one", "--at", "0")]
    [InlineData("sessions", "delete", "one")]
    [InlineData("sessions", "copy", "--to", "sqlite:nowhere.db")]
    [InlineData("migrate", "--assembly", "app.dll")]
    public async Task All_tenants_and_one_exclude_each_other(params string[] command) => Assert.Equal(
        $"fluers: --all-tenants means the sessions of every tenant, and --tenant those of one: give one of them. See 'fluers {string.Join(' ', command[..(command[0] == "migrate" ? 1 : 2)])} --help'.\n",
        (await Fluers.RunAsync([.. command, "--store", "sqlite:nowhere.db", "--tenant", "acme", "--all-tenants"])).Complaint(2));

    private static async Task<Store> MakeAsync(string kind)
    {
        Store store = await new Store(kind, alone: true).WithAsync("acme", messages: 2, "one", "two");
        await store.WithAsync("globex", messages: 1, "one");
        await store.WithAsync("Acme", messages: 0, "one");
        return await store.WithAsync(SessionKey.DefaultTenant, messages: 3, "own");
    }

    private static async Task<JsonElement> CopyAsync(Store from, Store to)
    {
        Ran ran = await from.RunOnAllAsync("sessions", "copy", "--to", to.Url, "--json");
        ran.Good();
        return ran.Json;
    }

    private static Task<Ran> MigrateAsync(Store store, params string[] options) => store.RunOnAllAsync(["migrate", "--assembly", App, "--json", .. options]);

    private static string[] Names(JsonElement sessions) =>
        [.. sessions.EnumerateArray().Select(session => $"{session.GetProperty("tenant").GetString()}/{session.GetProperty("session").GetString()}")];
}
