using System.Text.Json;

namespace Fluers.Sdk.Cli.Tests.Sessions;

public sealed class MovingTests
{
    public static TheoryData<string> Kinds => [.. Store.Local];

    [Theory]
    [InlineData("sqlite", "file")]
    [InlineData("file", "sqlite")]
    public async Task What_is_exported_is_imported_elsewhere_byte_for_byte(string from, string to)
    {
        using Store one = await new Store(from).WithAsync(messages: 300, "one");
        using Store other = new(to);
        string first = Path.Combine(one.Folder, "first");
        string second = Path.Combine(one.Folder, "second");

        (await Fluers.RunAsync("sessions", "export", "one", "--store", one.Url, "--output", first)).Good();
        string id = (await Fluers.RunAsync("sessions", "import", first, "--id", "again", "--store", other.Url)).Good();
        (await Fluers.RunAsync("sessions", "export", "again", "--store", other.Url, "--output", second)).Good();

        Assert.Equal("again\n", id);
        Assert.Equal(Exported.FramesOf(await File.ReadAllBytesAsync(first)), Exported.FramesOf(await File.ReadAllBytesAsync(second)));
    }

    [Fact]
    public async Task An_export_to_standard_output_has_the_bytes_of_one_to_a_file()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 3, "one");
        string file = Path.Combine(store.Folder, "export");
        JsonElement told = (await Fluers.RunAsync("sessions", "export", "one", "--store", store.Url, "--output", file, "--json")).Json;
        byte[] written = await File.ReadAllBytesAsync(file);

        Ran process = await Fluers.RunAloneAsync(store.Folder, [], "sessions", "export", "one", "--store", store.Url);

        Assert.Equal((0, ""), (process.Exit, process.Errors));
        Assert.Equal(written, process.Bytes);
        Assert.Equal(("one", file, written.Length), (told.GetProperty("session").GetString(), told.GetProperty("file").GetString(), told.GetProperty("bytes").GetInt32()));
    }

    [Fact]
    public async Task An_export_without_a_file_cannot_be_JSON()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 1, "one");

        Assert.Contains("Give --output with a file", (await Fluers.RunAsync("sessions", "export", "one", "--store", store.Url, "--json")).Complaint(2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_export_makes_no_session()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 1, "one");
        string file = Path.Combine(store.Folder, "cut");
        (await Fluers.RunAsync("sessions", "export", "one", "--store", store.Url, "--output", file)).Good();
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file))[..^3]);

        (await Fluers.RunAsync("sessions", "import", file, "--id", "two", "--store", store.Url)).Complaint(4);

        Assert.Equal(["one"], (await ListAsync(store)).Select(session => session.GetProperty("session").GetString()));
    }

    [Fact]
    public async Task An_import_never_replaces_a_session()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 1, "one");
        string file = Path.Combine(store.Folder, "export");
        (await Fluers.RunAsync("sessions", "export", "one", "--store", store.Url, "--output", file)).Good();

        Assert.Contains("exists already", (await Fluers.RunAsync("sessions", "import", file, "--id", "one", "--store", store.Url)).Complaint(5), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite", "file")]
    [InlineData("file", "sqlite")]
    public async Task A_store_is_copied_and_the_copy_catches_up_with_what_was_stored_since(string from, string to)
    {
        using Store one = await new Store(from).WithAsync(messages: 3, "one", "two");
        using Store other = new(to);

        JsonElement first = await CopyAsync(one, other);
        await using (var sessions = new SessionStore(one.Open()))
        {
            Session<SessionState> session = (await sessions.LoadAsync<SessionState>(new SessionId("two")))!;
            session.Append(AgentMessage.User("and more"));
            session.Update(state => state with { MaxTurns = 9 });
            await session.SaveAsync();
        }

        JsonElement second = await CopyAsync(one, other);
        JsonElement third = await CopyAsync(one, other);

        Assert.Equal((2, 0, 0), Counts(first));
        Assert.Equal((0, 1, 1), Counts(second));
        Assert.Equal((0, 0, 2), Counts(third));
        await using var copied = new SessionStore(other.Open());
        Session<SessionState> again = (await copied.LoadAsync<SessionState>(new SessionId("two")))!;
        Assert.Equal((9, 4, "and more"), (again.State.MaxTurns, again.State.Messages.Count, again.State.Messages[3].Text));
    }

    [Fact]
    public async Task A_session_that_went_another_way_in_the_other_store_is_left_alone()
    {
        using Store one = await new Store("sqlite").WithAsync(messages: 3, "one", "two");
        using Store other = new("file");
        await using (var sessions = new SessionStore(other.Open()))
        {
            Session<SessionState> session = await sessions.CreateAsync(new SessionId("one"), new SessionState { Model = "another", MaxTurns = 1 });
            session.Append(AgentMessage.User("something else"));
            await session.SaveAsync();
        }

        Ran ran = await Fluers.RunAsync("sessions", "copy", "--store", one.Url, "--to", other.Url, "--json");

        Assert.Equal(1, ran.Exit);
        Assert.Equal("one", Assert.Single(ran.Json.GetProperty("failures").EnumerateArray()).GetProperty("session").GetString());
        Assert.Equal((1, 0, 0), Counts(ran.Json));
        await using var after = new SessionStore(other.Open());
        Assert.Equal("another", (await after.ReadHeadAsync<SessionState>(new SessionId("one"))).Model);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_session_is_deleted_only_by_who_says_yes(string kind)
    {
        using Store store = await new Store(kind).WithAsync(messages: 2, "one", "two");

        Assert.Contains("Give --yes.", (await Fluers.RunAsync("sessions", "delete", "one", "--store", store.Url)).Complaint(2), StringComparison.Ordinal);
        Assert.Equal(2, (await ListAsync(store)).Length);

        (await Fluers.RunAsync("sessions", "delete", "one", "--yes", "--store", store.Url)).Good();
        Assert.Equal("two", Assert.Single(await ListAsync(store)).GetProperty("session").GetString());
        (await Fluers.RunAsync("sessions", "delete", "one", "--yes", "--store", store.Url)).Complaint(3);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_fork_begins_as_the_other_session_did(string kind)
    {
        using Store store = await new Store(kind).WithAsync(messages: 4, "one");

        string id = (await Fluers.RunAsync("sessions", "fork", "one", "--at", "3", "--store", store.Url)).Good().TrimEnd();

        await using var sessions = new SessionStore(store.Open());
        Session<SessionState> fork = (await sessions.LoadAsync<SessionState>(new SessionId(id)))!;
        Assert.Equal((3, "question 2"), (fork.State.Messages.Count, fork.State.Messages[2].Text));
    }

    [Fact]
    public async Task A_fork_behind_the_end_says_how_long_the_session_is()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 4, "one");

        Assert.Contains("Give --at with 0 to 4.", (await Fluers.RunAsync("sessions", "fork", "one", "--at", "5", "--store", store.Url)).Complaint(2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_of_fluers_is_imported()
    {
        using Store store = new("sqlite");
        string file = Path.Combine(store.Folder, "session.json");
        await File.WriteAllBytesAsync(file, FluersJson.WriteState(new SessionState { Model = "gpt-5", MaxTurns = 3, Messages = [AgentMessage.User("Hello")] }));

        (await Fluers.RunAsync("sessions", "import", file, "--id", "old", "--store", store.Url)).Good();

        await using var sessions = new SessionStore(store.Open());
        Assert.Equal("Hello", Assert.Single((await sessions.LoadAsync<SessionState>(new SessionId("old")))!.State.Messages).Text);
    }

    private static async Task<JsonElement> CopyAsync(Store from, Store to)
    {
        Ran ran = await Fluers.RunAsync("sessions", "copy", "--store", from.Url, "--to", to.Url, "--json");
        ran.Good();
        return ran.Json;
    }

    private static (int, int, int) Counts(JsonElement json) =>
        (json.GetProperty("copied").GetInt32(), json.GetProperty("caughtUp").GetInt32(), json.GetProperty("same").GetInt32());

    private static async Task<JsonElement[]> ListAsync(Store store) =>
        [.. (await Fluers.RunAsync("sessions", "list", "--store", store.Url, "--schemas", store.Folder, "--json")).Json.EnumerateArray()];
}
