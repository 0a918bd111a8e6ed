using System.Diagnostics;
using System.Text.Json;

namespace Fluers.Sdk.Cli.Tests.Sessions;

public sealed class TailTests
{
    public static TheoryData<string> Shared => [.. Store.Shared];

    [Theory]
    [MemberData(nameof(Shared))]
    public async Task A_log_is_followed_while_another_process_writes_and_Ctrl_C_ends_it_well(string kind)
    {
        using Store store = await new Store(kind).WithAsync(messages: 12, "one");
        await using var sessions = new SessionStore(store.Open());
        Session<SessionState> session = (await sessions.ForTenant(store.Tenant).LoadAsync<SessionState>(new SessionId("one")))!;
        using Process tail = store.Start("sessions", "tail", "one", "--json");

        int[] before = [.. (await LinesAsync(tail, 10)).Select(entry => entry.GetProperty("entry").GetInt32())];
        session.Append(AgentMessage.User("late"));
        await session.SaveAsync();
        JsonElement late = Assert.Single(await LinesAsync(tail, 1));
        tail.CtrlC();
        await tail.WaitForExitAsync();

        Assert.Equal(Enumerable.Range(2, 10), before);
        Assert.Equal("late", late.GetProperty("value").GetProperty("Content")[0].GetProperty("Value").GetString());
        Assert.Equal(0, tail.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Shared))]
    public async Task It_ends_when_the_session_is_deleted(string kind)
    {
        using Store store = await new Store(kind).WithAsync(messages: 1, "one");
        await using var sessions = new SessionStore(store.Open());
        using Process tail = store.Start("sessions", "tail", "one", "--json");

        await LinesAsync(tail, 1);
        await sessions.ForTenant(store.Tenant).DeleteAsync(new SessionId("one"));
        await tail.WaitForExitAsync();

        Assert.Equal(0, tail.ExitCode);
    }

    [Fact]
    public async Task Session_files_that_an_app_has_open_are_not_followed_and_the_other_way_round()
    {
        using Store store = await new Store("file").WithAsync(messages: 1, "one");
        Ran refused;
        await using (store.Open())
        {
            refused = await store.RunAsync("sessions", "tail", "one");
        }

        using Process tail = store.Start("sessions", "tail", "one", "--json");
        await LinesAsync(tail, 1);
        SessionStorageException error = Assert.Throws<SessionStorageException>(store.Open);
        tail.CtrlC();
        await tail.WaitForExitAsync();

        Assert.Contains("another storage has it open", error.Message, StringComparison.Ordinal);
        Assert.Contains("another storage has it open, in this process or another one", refused.Complaint(4), StringComparison.Ordinal);
        Assert.Equal(0, tail.ExitCode);
    }

    private static async Task<JsonElement[]> LinesAsync(Process process, int count)
    {
        var lines = new JsonElement[count];
        for (int i = 0; i < count; i++)
        {
            string line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
            lines[i] = JsonDocument.Parse(line).RootElement;
        }

        return lines;
    }
}
