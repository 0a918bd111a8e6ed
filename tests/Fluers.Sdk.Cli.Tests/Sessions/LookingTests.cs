using System.Text.Json;

namespace Fluers.Sdk.Cli.Tests.Sessions;

/// <summary>A look changes nothing of a store: no byte, no name, no time of a file, in whatever state the store is. What is wrong is told.</summary>
public sealed class LookingTests
{
    private static readonly string Agent = Fluers.Folder("samples/SupportAgent");
    private static readonly string App = Fluers.AssemblyOf("samples/SupportAgent", "SupportAgent");

    private static readonly string[][] Looks =
    [
        ["sessions", "list"],
        ["sessions", "list", "--json", "--since", "2d"],
        ["sessions", "show", "one"],
        ["sessions", "show", "one", "--json"],
        ["sessions", "stats"],
        ["sessions", "verify"],
        ["sessions", "export", "one", "--output", "one.export"],
        ["sessions", "copy", "--to", "file:copy"],
        ["sessions", "copy", "two", "--to", "sqlite:copy.db"],
        ["migrate", "--assembly", App],
        ["migrate", "--assembly", App, "--to", "sqlite:migrated.db"],
    ];

    public static TheoryData<string, Harm> States =>
    [
        ("sqlite", Harm.None), ("sqlite", Harm.EarlierRelease), ("file", Harm.None), ("file", Harm.LastByteMissing), ("file", Harm.OnlyCommitTorn), ("file", Harm.Zeros), ("file", Harm.Flipped),
        ("postgres", Harm.None), ("redis", Harm.None),
    ];

    /// <summary>What became of the session 'one'.</summary>
    public enum Harm
    {
        None,
        EarlierRelease,
        LastByteMissing,
        OnlyCommitTorn,
        Zeros,
        Flipped,
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task A_look_changes_nothing(string kind, Harm harm)
    {
        using Store store = await MakeAsync(kind, harm);
        string[] before = await Snapshot.OfAsync(store);

        foreach (string[] look in Looks)
        {
            await store.RunAsync([.. look, .. look[0] == "sessions" && look[1] is "list" or "show" or "stats" or "verify" ? ["--schemas", Agent] : Array.Empty<string>()]);
            Assert.Equal(before, await Snapshot.OfAsync(store));
        }

        await using (Following tail = Following.Start(store, "sessions", "tail", harm == Harm.EarlierRelease ? "release-1" : "two", "--json", "--from", "0"))
        {
            await tail.LinesAsync(1);
        }

        Assert.Equal(before, await Snapshot.OfAsync(store));
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("redis")]
    public async Task A_look_at_a_server_without_a_store_makes_none(string kind)
    {
        using var store = new Store(kind, alone: true);

        Assert.Equal("No sessions.\n", (await store.RunAsync("sessions", "list")).Good());
        (await store.RunAsync("sessions", "stats")).Good();
        (await store.RunAsync("sessions", "verify")).Good();
        (await store.RunAsync("sessions", "show", "one")).Complaint(3);
        (await store.RunAsync("migrate", "--assembly", App)).Good();

        Assert.Empty(await Snapshot.OfAsync(store));
    }

    [Theory]
    [InlineData(Harm.LastByteMissing)]
    [InlineData(Harm.OnlyCommitTorn)]
    [InlineData(Harm.Zeros)]
    [InlineData(Harm.Flipped)]
    public async Task Harm_is_told_by_every_look_and_hides_no_other_session(Harm harm)
    {
        using Store store = await MakeAsync("file", harm);

        Ran verified = await store.RunAsync("sessions", "verify", "--schemas", Agent, "--json");
        Ran listed = await store.RunAsync("sessions", "list", "--json");
        Ran counted = await store.RunAsync("sessions", "stats", "--schemas", Agent, "--json");
        Ran copied = await store.RunAsync("sessions", "copy", "--to", "file:copy", "--json");
        Ran tried = await store.RunAsync("migrate", "--assembly", App, "--json");

        Assert.Equal((1, 2), (verified.Exit, verified.Json.GetProperty("sessions").GetInt32()));
        Assert.Equal(["one"], Names(verified.Json.GetProperty("findings")));
        Assert.Equal(["one", "two"], Names(listed.Json).Order());
        if (harm != Harm.Flipped)
        {
            // Damage within a frame is found by who reads it, and a list reads none.
            Assert.Equal(["one"], Names(listed.Json, session => session.TryGetProperty("damage", out _)));
        }

        Assert.Equal((1, "one"), (counted.Exit, Assert.Single(Names(counted.Json.GetProperty("notRead")))));
        Assert.DoesNotContain(counted.Json.GetProperty("schemas").EnumerateArray(), schema => schema.TryGetProperty("oldestReadableMayBeRaised", out JsonElement raised) && raised.GetBoolean());
        Assert.Equal((1, "one"), (copied.Exit, Assert.Single(Names(copied.Json.GetProperty("failures")))));
        Assert.Equal((1, "one"), (tried.Exit, Assert.Single(Names(tried.Json.GetProperty("failures")))));
    }

    [Fact]
    public async Task What_a_writer_set_aside_is_told_for_as_long_as_it_is_there()
    {
        using Store store = await MakeAsync("file", Harm.LastByteMissing);
        await using (var sessions = new SessionStore(store.Open()))
        {
            Session<SessionState> session = (await sessions.LoadAsync<SessionState>(new SessionId("one")))!;
            session.Append(AgentMessage.User("on"));
            await session.SaveAsync();
        }

        Ran verified = await store.RunAsync("sessions", "verify", "--json");

        JsonElement finding = Assert.Single(verified.Json.GetProperty("findings").EnumerateArray());
        Assert.Equal((1, "one", "set aside"), (verified.Exit, finding.GetProperty("session").GetString(), finding.GetProperty("is").GetString()));
    }

    private static async Task<Store> MakeAsync(string kind, Harm harm)
    {
        var store = new Store(kind, alone: true);
        if (harm == Harm.EarlierRelease)
        {
            File.Copy(Path.Combine(Fluers.Folder("samples/SupportAgent.Releases"), "release-1.db"), Path.Combine(store.Folder, "sessions.db"));
        }

        await (harm switch
        {
            Harm.EarlierRelease => Task.FromResult(store),
            Harm.OnlyCommitTorn => store.WithFirstReleaseAsync("one", "two"),
            _ => store.WithAsync(messages: 3, "one", "two"),
        });
        if (harm is not (Harm.None or Harm.EarlierRelease))
        {
            string file = store.FileOf("one");
            byte[] bytes = await File.ReadAllBytesAsync(file);
            await File.WriteAllBytesAsync(file, harm switch
            {
                Harm.Zeros => new byte[bytes.Length],
                Harm.Flipped => Flipped(bytes),
                _ => bytes[..^1],
            });
        }

        return store;
    }

    private static byte[] Flipped(byte[] bytes)
    {
        bytes[bytes.AsSpan().IndexOf("question 2"u8)] ^= 1;
        return bytes;
    }

    private static string[] Names(JsonElement sessions, Func<JsonElement, bool>? which = null) =>
        [.. sessions.EnumerateArray().Where(which ?? (_ => true)).Select(session => session.GetProperty("session").GetString()!)];
}
