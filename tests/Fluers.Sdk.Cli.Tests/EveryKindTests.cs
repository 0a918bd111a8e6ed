using System.Text.Json;

namespace Fluers.Sdk.Cli.Tests;

/// <summary>Sessions by the same commands on a real store of each kind. Following and migrating them have tests of their own.</summary>
public sealed class EveryKindTests
{
    public static TheoryData<string> Kinds => [.. Store.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Sessions_are_listed_shown_counted_and_verified(string kind)
    {
        using Store store = await new Store(kind).WithAsync(messages: 5, "one", "two");

        JsonElement listed = await JsonAsync(store, "sessions", "list");
        JsonElement shown = await JsonAsync(store, "sessions", "show", "two");
        JsonElement stats = await JsonAsync(store, "sessions", "stats");
        JsonElement verified = await JsonAsync(store, "sessions", "verify");

        Assert.Equal(["two", "one"], listed.EnumerateArray().Select(session => session.GetProperty("session").GetString()));
        Assert.Equal(5, shown.GetProperty("log").GetArrayLength());
        Assert.Equal(12, stats.GetProperty("versions").EnumerateArray().Sum(version => version.GetProperty("frames").GetInt32()));
        Assert.Equal((2, 0), (verified.GetProperty("sessions").GetInt32(), verified.GetProperty("findings").GetArrayLength()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_exported_is_imported_under_another_id_byte_for_byte(string kind)
    {
        using Store store = await new Store(kind).WithAsync(messages: 5, "one");
        string first = Path.Combine(store.Folder, "first");
        string second = Path.Combine(store.Folder, "second");

        (await store.RunAsync("sessions", "export", "one", "--output", first)).Good();
        (await store.RunAsync("sessions", "import", first, "--id", "again")).Good();
        (await store.RunAsync("sessions", "export", "again", "--output", second)).Good();

        Assert.Equal(Exported.FramesOf(await File.ReadAllBytesAsync(first)), Exported.FramesOf(await File.ReadAllBytesAsync(second)));
        Assert.Contains("exists already", (await store.RunAsync("sessions", "import", first, "--id", "one")).Complaint(5), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_session_is_forked_and_deleted_and_its_id_stays_spent(string kind)
    {
        using Store store = await new Store(kind).WithAsync(messages: 5, "one");
        string export = Path.Combine(store.Folder, "export");

        string fork = (await JsonAsync(store, "sessions", "fork", "one", "--at", "2")).GetProperty("session").GetString()!;
        JsonElement shown = await JsonAsync(store, "sessions", "show", fork);
        (await store.RunAsync("sessions", "export", fork, "--output", export)).Good();
        await JsonAsync(store, "sessions", "delete", fork, "--yes");

        Assert.Equal(2, shown.GetProperty("log").GetArrayLength());
        (await store.RunAsync("sessions", "show", fork)).Complaint(3);
        (await store.RunAsync("sessions", "import", export, "--id", fork)).Complaint(3);
        Assert.Equal("one", Assert.Single((await JsonAsync(store, "sessions", "list")).EnumerateArray()).GetProperty("session").GetString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_store_is_copied_to_it_and_from_it(string kind)
    {
        using Store store = new(kind);
        using Store before = await new Store("sqlite") { Tenant = store.Tenant }.WithAsync(messages: 5, "one", "two");
        using Store after = new("sqlite") { Tenant = store.Tenant };

        Ran there = await Fluers.RunWithAsync(store.Folder, store.Environment, "sessions", "copy", "--store", before.Url, "--to", store.Url, "--tenant", store.Tenant, "--json");
        JsonElement back = await JsonAsync(store, "sessions", "copy", "--to", after.Url);
        JsonElement again = await JsonAsync(store, "sessions", "copy", "--to", before.Url);

        there.Good();
        Assert.Equal(2, there.Json.GetProperty("copied").GetInt32());
        Assert.Equal(2, back.GetProperty("copied").GetInt32());
        Assert.Equal(2, again.GetProperty("same").GetInt32());
    }

    private static async Task<JsonElement> JsonAsync(Store store, params string[] command)
    {
        Ran ran = await store.RunAsync([.. command, "--json"]);
        ran.Good();
        return ran.Json;
    }
}
