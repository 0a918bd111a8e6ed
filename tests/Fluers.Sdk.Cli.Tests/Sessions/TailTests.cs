using System.Diagnostics;
using System.Text.Json;

namespace Fluers.Sdk.Cli.Tests.Sessions;

public sealed class TailTests
{
    [Fact]
    public async Task A_log_is_followed_while_another_process_writes_and_Ctrl_C_ends_it_well()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 12, "one");
        await using var sessions = new SessionStore(store.Open());
        Session<SessionState> session = (await sessions.LoadAsync<SessionState>(new SessionId("one")))!;
        using Process tail = Fluers.Start(store.Folder, [], "sessions", "tail", "one", "--store", store.Url, "--json");

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

    [Fact]
    public async Task It_ends_when_the_session_is_deleted()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 1, "one");
        await using var sessions = new SessionStore(store.Open());
        using Process tail = Fluers.Start(store.Folder, [], "sessions", "tail", "one", "--store", store.Url, "--json");

        await LinesAsync(tail, 1);
        await sessions.DeleteAsync(new SessionId("one"));
        await tail.WaitForExitAsync();

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
