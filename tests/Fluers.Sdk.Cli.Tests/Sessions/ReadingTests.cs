using System.Text.Json;

namespace Fluers.Sdk.Cli.Tests.Sessions;

public sealed class ReadingTests
{
    public static TheoryData<string> Kinds => [.. Store.Local];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Sessions_are_listed_the_latest_first_and_no_more_than_asked_for(string kind)
    {
        using Store store = await new Store(kind).WithAsync(messages: 3, "one", "two", "three");

        Ran all = await Fluers.RunAsync("sessions", "list", "--store", store.Url, "--schemas", store.Folder, "--json");
        string two = (await Fluers.RunAsync("sessions", "list", "--store", store.Url, "--schemas", store.Folder, "--limit", "2")).Good();

        Assert.Equal(["three", "two", "one"], all.Json.EnumerateArray().Select(session => session.GetProperty("session").GetString()));
        Assert.All(all.Json.EnumerateArray(), session => Assert.Equal(("session-state", 1, 3), (session.GetProperty("schema").GetString(), session.GetProperty("version").GetInt32(), session.GetProperty("entries").GetInt32())));
        Assert.Contains("The first 2; --limit 0 shows all.", two, StringComparison.Ordinal);
        Assert.DoesNotContain("\none", two, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_session_is_shown_as_a_conversation_and_as_named_JSON(string kind)
    {
        using Store store = await new Store(kind).WithAsync(messages: 2, "one");

        string shown = (await Fluers.RunAsync("sessions", "show", "one", "--store", store.Url, "--schemas", store.Folder)).Good();
        JsonElement json = (await Fluers.RunAsync("sessions", "show", "one", "--store", store.Url, "--schemas", store.Folder, "--json")).Json;

        Assert.Contains("SystemMessage: Be brief.", shown, StringComparison.Ordinal);
        Assert.Contains("0  user  agent-message version 1", shown, StringComparison.Ordinal);
        Assert.Contains("      answer 1\n", shown, StringComparison.Ordinal);
        Assert.Equal("""{"Model":"gpt-5","MaxTurns":8,"SystemMessage":"Be brief.","Metadata":{}}""", JsonSerializer.Serialize(json.GetProperty("head").GetProperty("value")));
        Assert.Equal("""{"Role":"Assistant","Content":[{"$case":"Text","Value":"answer 1"}]}""", JsonSerializer.Serialize(json.GetProperty("log")[1].GetProperty("value")));
    }

    [Fact]
    public async Task A_part_of_a_log_is_shown()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 9, "one");

        JsonElement json = (await Fluers.RunAsync("sessions", "show", "one", "--store", store.Url, "--from", "4", "--count", "2", "--json")).Json;

        Assert.Equal([4, 5], json.GetProperty("log").EnumerateArray().Select(entry => entry.GetProperty("entry").GetInt32()));
    }

    [Fact]
    public async Task A_session_of_an_older_release_is_shown_by_the_lock_alone()
    {
        JsonElement json = (await Fluers.RunInAsync(Fluers.Folder("samples/SupportAgent"), "sessions", "show", "release-2", "--store", Copy("release-2.db", out Store store), "--json")).Json;

        JsonElement refund = json.GetProperty("head").GetProperty("value").GetProperty("Refunds")[0];
        Assert.Equal("129.00", refund.GetProperty("Amount").GetRawText());
        Assert.Equal("2026-03-01T09:30:00.0000000+01:00", refund.GetProperty("OpenedAt").GetString());
        Assert.Equal("High", json.GetProperty("head").GetProperty("value").GetProperty("Priority").GetString());
        store.Dispose();
    }

    [Fact]
    public async Task Without_a_lock_a_frame_is_opaque_and_that_is_said()
    {
        string url = Copy("release-1.db", out Store store);

        JsonElement json = (await Fluers.RunInAsync(store.Folder, "sessions", "show", "release-1", "--store", url, "--json")).Json;
        string shown = (await Fluers.RunInAsync(store.Folder, "sessions", "show", "release-1", "--store", url)).Good();

        Assert.Equal("no lock of schema #5ffb8a5c2c0ec6b9 was found", json.GetProperty("head").GetProperty("opaque")[0].GetString());
        Assert.NotEmpty(Convert.FromBase64String(json.GetProperty("head").GetProperty("value").GetProperty("$opaque").GetString()!));
        Assert.Contains("opaque: no lock of schema", shown, StringComparison.Ordinal);
        store.Dispose();
    }

    [Fact]
    public async Task A_session_that_is_not_there_is_said_in_one_sentence()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 0, "one");

        Assert.Contains("Session 'two' does not exist in this store.", (await Fluers.RunAsync("sessions", "show", "two", "--store", store.Url, "--schemas", store.Folder)).Complaint(3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_stored_does_not_steer_the_terminal()
    {
        using Store store = new("sqlite");
        await using (var sessions = new SessionStore(store.Open()))
        {
            await sessions.CreateAsync(new SessionId("one"), new SessionState { Model = "\u001b]0;owned\u0007[red]", MaxTurns = 1 });
        }

        string shown = (await Fluers.RunAsync("sessions", "show", "one", "--store", store.Url, "--schemas", store.Folder)).Good();

        Assert.DoesNotContain('\u001b', shown);
        Assert.Contains("[red]", shown, StringComparison.Ordinal);
    }

    internal static string Copy(string database, out Store store)
    {
        store = new Store("sqlite");
        File.Copy(Path.Combine(Fluers.Folder("samples/SupportAgent.Releases"), database), Path.Combine(store.Folder, "sessions.db"));
        return store.Url;
    }
}
