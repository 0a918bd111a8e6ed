using System.Text.Json;

namespace Fluers.Sdk.Cli.Tests.Sessions;

/// <summary>Nobody is told that there is nothing where other tenants have it; and nobody's session is taken for another's.</summary>
public sealed class TenantsTests
{
    private const int OtherTenants = 6;

    private static readonly string App = Fluers.AssemblyOf("samples/SupportAgent", "SupportAgent");

    public static TheoryData<string> Kinds => [.. Store.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Where_all_sessions_are_of_other_tenants_these_are_named(string kind)
    {
        using Store store = await MakeAsync(kind);
        string[][] commands =
        [
            ["sessions", "list"], ["sessions", "list", "--json"], ["sessions", "stats"], ["sessions", "verify"], ["sessions", "copy", "--to", "file:copy"],
            ["migrate", "--assembly", App], ["migrate", "--assembly", App, "--apply"],
        ];
        foreach (string[] command in commands)
        {
            Assert.Equal(
                "fluers: Tenant 'default' has no sessions in this store; those that are there are of tenants 'acme', 'globex'. Give --tenant with one of them, or --all-tenants.\n",
                (await RunAsync(store, command)).Complaint(OtherTenants));
        }

        Assert.Contains("Tenant 'nobody' has no sessions", (await RunAsync(store, "sessions", "verify", "--tenant", "nobody")).Complaint(OtherTenants), StringComparison.Ordinal);
        Assert.False(Path.Exists(Path.Combine(store.Folder, "copy")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_store_that_is_empty_has_no_sessions_and_that_is_all(string kind)
    {
        using Store store = await new Store(kind, alone: true).WithAsync(messages: 0);

        Assert.Equal("No sessions.\n", (await RunAsync(store, "sessions", "list")).Good());
        Assert.Contains("all would load", (await RunAsync(store, "sessions", "verify")).Good(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_session_is_found_in_the_one_tenant_that_has_it_and_that_is_said(string kind)
    {
        using Store store = await MakeAsync(kind);

        Ran shown = await RunAsync(store, "sessions", "show", "only-acme", "--json");
        Ran exported = await RunAsync(store, "sessions", "export", "only-acme", "--output", "only", "--json");
        Ran forked = await RunAsync(store, "sessions", "fork", "only-acme", "--at", "1", "--json");
        Ran anywhere = await RunAsync(store, "sessions", "show", "only-acme", "--all-tenants", "--json");
        await using Following tail = Following.StartAlone(store, store.Environment, "sessions", "tail", "only-acme", "--json", "--from", "0", "--store", store.Url);
        await tail.LinesAsync(2);
        (int exit, string said) = await tail.StopAsync();

        Assert.All([shown, exported, forked], ran => Assert.Equal((0, "fluers: Session 'only-acme' is in tenant 'acme'.\n", "acme"), (ran.Exit, ran.Errors, ran.Json.GetProperty("tenant").GetString())));
        Assert.Equal((0, "fluers: Session 'only-acme' is in tenant 'acme'.\n"), (exit, said));
        anywhere.Good();
        Assert.Equal("acme", anywhere.Json.GetProperty("tenant").GetString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_session_that_several_tenants_have_is_not_guessed(string kind)
    {
        using Store store = await MakeAsync(kind);
        string[][] commands = [["show", "both"], ["tail", "both"], ["export", "both", "--output", "both"], ["fork", "both", "--at", "0"], ["delete", "both", "--yes"]];
        foreach (string[] command in commands)
        {
            Assert.Contains("it is in tenants 'acme', 'globex'. Give --tenant", (await RunAsync(store, ["sessions", .. command])).Complaint(OtherTenants), StringComparison.Ordinal);
            Assert.Contains("Several tenants have a session 'both': tenants 'acme', 'globex'", (await RunAsync(store, ["sessions", .. command, "--all-tenants"])).Complaint(2), StringComparison.Ordinal);
        }

        Assert.Contains("does not exist", (await RunAsync(store, "sessions", "show", "neither", "--all-tenants")).Complaint(3), StringComparison.Ordinal);
        Assert.Equal(4, (await ListAsync(store)).Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_deletion_takes_several_ids_and_never_another_tenants_session_than_the_one_stated(string kind)
    {
        using Store store = await MakeAsync(kind);

        Assert.Contains("it is in tenant 'acme'", (await RunAsync(store, "sessions", "delete", "only-acme", "--yes")).Complaint(OtherTenants), StringComparison.Ordinal);
        Assert.Contains("it is in tenant 'acme'", (await RunAsync(store, "sessions", "delete", "both", "only-acme", "--yes", "--tenant", "globex")).Complaint(OtherTenants), StringComparison.Ordinal);
        Assert.Contains("does not exist", (await RunAsync(store, "sessions", "delete", "both", "nobody", "--yes", "--tenant", "acme")).Complaint(3), StringComparison.Ordinal);
        Assert.Contains("Required argument missing", (await RunAsync(store, "sessions", "delete", "--all-tenants", "--yes")).Complaint(2), StringComparison.Ordinal);
        Assert.Contains("Give --yes.", (await RunAsync(store, "sessions", "delete", "both", "only-acme", "--tenant", "acme")).Complaint(2), StringComparison.Ordinal);
        Assert.Equal(4, (await ListAsync(store)).Length);

        JsonElement deleted = (await RunAsync(store, "sessions", "delete", "both", "only-acme", "both", "--yes", "--tenant", "acme", "--json")).Json;
        Assert.Equal(["acme/both 2", "acme/only-acme 2"], deleted.EnumerateArray().Select(session => $"{session.GetProperty("tenant")}/{session.GetProperty("session")} {session.GetProperty("entries")}"));
        Assert.Contains("Deleted session 'globex/only-globex' with 1 entry.", (await RunAsync(store, "sessions", "delete", "only-globex", "--yes", "--all-tenants")).Good(), StringComparison.Ordinal);
        Assert.Equal(["globex/both"], await ListAsync(store));
    }

    private static async Task<Store> MakeAsync(string kind)
    {
        Store store = await new Store(kind, alone: true).WithAsync("acme", messages: 2, "both", "only-acme");
        return await store.WithAsync("globex", messages: 1, "both", "only-globex");
    }

    private static Task<Ran> RunAsync(Store store, params string[] command) => Fluers.RunWithAsync(store.Folder, store.Environment, [.. command, "--store", store.Url]);

    private static async Task<string[]> ListAsync(Store store) =>
        [.. (await RunAsync(store, "sessions", "list", "--all-tenants", "--json")).Json.EnumerateArray().Select(session => $"{session.GetProperty("tenant")}/{session.GetProperty("session")}")];
}
