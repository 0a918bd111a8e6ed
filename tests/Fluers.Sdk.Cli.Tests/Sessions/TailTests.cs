namespace Fluers.Sdk.Cli.Tests.Sessions;

/// <summary>That Ctrl-C ends it well, as a process, is in the documentation's own examples.</summary>
public sealed class TailTests
{
    public static TheoryData<string> Kinds => [.. Store.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_log_is_followed_while_an_app_writes_until_somebody_ends_it(string kind)
    {
        using Store store = await new Store(kind).WithAsync(messages: 12, "one");
        await using var sessions = new SessionStore(store.Open());
        Session<SessionState> session = (await sessions.ForTenant(store.Tenant).LoadAsync<SessionState>(new SessionId("one")))!;
        await using Following tail = Following.Start(store, "sessions", "tail", "one", "--json");

        int[] before = [.. (await tail.LinesAsync(10)).Select(entry => entry.GetProperty("entry").GetInt32())];
        session.Append(AgentMessage.User("late"));
        await session.SaveAsync();
        string? late = Assert.Single(await tail.LinesAsync(1)).GetProperty("value").GetProperty("Content")[0].GetProperty("Value").GetString();

        Assert.Equal(Enumerable.Range(2, 10), before);
        Assert.Equal("late", late);
        Assert.Equal((0, ""), await tail.StopAsync());
    }

    [Fact]
    public async Task It_ends_with_an_error_when_another_history_takes_the_place_of_the_one_that_is_shown()
    {
        using Store store = await new Store("file").WithAsync(messages: 3, "one");
        byte[] backup = await File.ReadAllBytesAsync(store.FileOf("one"));
        await using Following tail = Following.Start(store, "sessions", "tail", "one", "--json");
        await tail.LinesAsync(3);
        await SayAsync(store, "lost");
        Assert.Single(await tail.LinesAsync(1));

        string file = store.FileOf("one");
        await File.WriteAllBytesAsync(file + ".restored", backup);
        File.Move(file + ".restored", file, overwrite: true);
        (int exit, string error) = await tail.EndAsync();

        Assert.NotEqual(0, exit);
        Assert.Contains("diverged", error, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task SayAsync(Store store, string text)
    {
        await using var sessions = new SessionStore(store.Open());
        Session<SessionState> session = (await sessions.ForTenant(store.Tenant).LoadAsync<SessionState>(new SessionId("one")))!;
        session.Append(AgentMessage.User(text));
        await session.SaveAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_ends_when_the_session_is_deleted(string kind)
    {
        using Store store = await new Store(kind).WithAsync(messages: 1, "one");
        await using var sessions = new SessionStore(store.Open());
        await using Following tail = Following.Start(store, "sessions", "tail", "one", "--json");

        await tail.LinesAsync(1);
        await sessions.ForTenant(store.Tenant).DeleteAsync(new SessionId("one"));

        Assert.Equal((0, ""), await tail.EndAsync());
    }
}
