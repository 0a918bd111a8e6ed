using System.Text.Json;

namespace Fluers.Sdk.Cli.Tests.Migration;

public sealed class MigrateTests
{
    private static readonly string Agent = Fluers.Folder("samples/SupportAgent");
    private static readonly string App = Fluers.AssemblyOf("samples/SupportAgent", "SupportAgent");

    public static TheoryData<string> Kinds => [.. Store.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_dry_run_tells_what_would_become_of_it_and_stores_nothing(string kind)
    {
        using Store store = await new Store(kind).WithFirstReleaseAsync("release-1");
        string before = await StatsAsync(store);

        Ran ran = await MigrateAsync(store);

        ran.Good();
        Assert.True(ran.Json.GetProperty("dryRun").GetBoolean());
        Assert.Equal(["support-message 1 2 entry 2", "support-session 1 3 head 1"], Rows(ran));
        Assert.Equal(before, await StatsAsync(store));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Heads_are_rewritten_where_they_are_and_entries_stay(string kind)
    {
        using Store store = await new Store(kind).WithFirstReleaseAsync("release-1");

        Ran first = await MigrateAsync(store, "--apply");
        Ran second = await MigrateAsync(store, "--apply");

        Assert.Equal(1, first.Json.GetProperty("changed").GetInt32());
        Assert.Equal(0, second.Json.GetProperty("changed").GetInt32());
        JsonElement shown = (await store.RunAsync("sessions", "show", "release-1", "--schemas", Agent, "--json")).Json;
        Assert.Equal((3, "High"), (shown.GetProperty("version").GetInt32(), shown.GetProperty("head").GetProperty("value").GetProperty("Priority").GetString()));
        Assert.Equal([1, 1], shown.GetProperty("log").EnumerateArray().Select(entry => entry.GetProperty("version").GetInt32()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whole_sessions_are_written_to_another_store_and_the_originals_stay(string kind)
    {
        using Store store = await new Store(kind).WithFirstReleaseAsync("release-1");
        using Store other = new("file") { Tenant = store.Tenant };
        string before = await StatsAsync(store);

        Ran first = await MigrateAsync(store, "--to", other.Url);
        Ran second = await MigrateAsync(store, "--to", other.Url);

        Assert.Equal((1, 0), (first.Json.GetProperty("changed").GetInt32(), second.Json.GetProperty("changed").GetInt32()));
        JsonElement shown = (await other.RunAsync("sessions", "show", "release-1", "--schemas", Agent, "--json")).Json;
        Assert.Equal([2, 2], shown.GetProperty("log").EnumerateArray().Select(entry => entry.GetProperty("version").GetInt32()));
        Assert.Equal(before, await StatsAsync(store));
    }

    [Fact]
    public async Task A_session_that_the_build_cannot_read_is_named_with_the_reason_and_hides_no_other()
    {
        using Store store = await new Store("sqlite").WithFirstReleaseAsync("release-1");
        await store.WithNewerReleaseInAsync(store.Tenant, "newer");

        Ran ran = await MigrateAsync(store, "--apply");

        Assert.Equal(1, ran.Exit);
        JsonElement failure = Assert.Single(ran.Json.GetProperty("failures").EnumerateArray());
        Assert.Equal("newer", failure.GetProperty("session").GetString());
        Assert.Contains("holds version 9 of schema 'session-state'", failure.GetProperty("because").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, ran.Json.GetProperty("changed").GetInt32());
    }

    [Fact]
    public async Task An_assembly_without_schemas_is_refused()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 0, "one");

        Assert.Contains("has no schemas", (await Fluers.RunAsync("migrate", "--store", store.Url, "--assembly", Path.Combine(AppContext.BaseDirectory, "xunit.v3.core.dll"))).Complaint(3), StringComparison.Ordinal);
        Assert.Contains("There is no assembly", (await Fluers.RunAsync("migrate", "--store", store.Url, "--assembly", "nowhere.dll")).Complaint(3), StringComparison.Ordinal);
    }

    private static Task<Ran> MigrateAsync(Store store, params string[] options) => store.RunAsync(["migrate", "--assembly", App, "--json", .. options]);

    private static async Task<string> StatsAsync(Store store) => (await store.RunAsync("sessions", "stats", "--schemas", Agent)).Good();

    private static IEnumerable<string> Rows(Ran ran) => ran.Json.GetProperty("frames").EnumerateArray().Select(row =>
        $"{row.GetProperty("schema")} {row.GetProperty("from")} {row.GetProperty("to")} {row.GetProperty("as")} {row.GetProperty("frames")}");
}
