using System.Diagnostics;
using Fluers.Sdk.SupportAgent.Tests.Harness;
using Microsoft.Extensions.AI;
using SupportAgent;

namespace Fluers.Sdk.SupportAgent.Tests;

public sealed class DialogueTests : Workplace
{
    [Fact]
    public async Task Each_piped_line_is_one_turn()
    {
        Finished run = (await AgentProcess.RunAsync(Directory, "Where is my order A-1042?\n\nPlease refund it.\nWhich refund was that?")).Succeeded();

        Assert.Equal(["Where is my order A-1042?", "Please refund it.", "Which refund was that?"], run.Labelled("you"));
        Assert.Equal(3, run.Labelled("agent").Length);
        Assert.Equal("One refund: R-1042-1 of 39.90 EUR for order A-1042.", run.Labelled("agent")[^1]);
        (_, SupportConversation state) = await ReadOnlySessionAsync();
        Assert.Equal(run.Labelled("you"), state.Messages.Where(message => message.Role == ChatRole.User).Select(message => message.Text));
    }

    [Fact]
    public async Task A_second_process_goes_on_with_the_session_and_remembers_it()
    {
        (await AgentProcess.RunAsync(Directory, "Please refund order A-1042, it is broken.")).Succeeded();
        (SessionInfo info, SupportConversation before) = await ReadOnlySessionAsync();

        Finished run = (await AgentProcess.RunAsync(Directory, "Which refunds did I get?\n", "--session", info.Id.Value)).Succeeded();

        Assert.Contains($"{info.Id} · revision {info.Revision} · {info.EntryCount} entries", run.Labelled("session"));
        Assert.Contains("you: Please refund order A-1042, it is broken.", run.Labelled("earlier"));
        Assert.Equal("One refund: R-1042-1 of 39.90 EUR for order A-1042.", Assert.Single(run.Labelled("agent")));
        (_, SupportConversation after) = await ReadOnlySessionAsync();
        Assert.Equal(Encoded(before.Log), Encoded(after.Log).Take(before.Log.Count));
        Assert.Equal(before.Log.Count + 2, after.Log.Count);
    }

    [Fact]
    public async Task A_session_without_input_is_loaded_and_left_as_it_is()
    {
        (await AgentProcess.RunAsync(Directory, "Hello")).Succeeded();
        (SessionInfo info, _) = await ReadOnlySessionAsync();
        IReadOnlyDictionary<string, string> files = Files();

        Finished run = (await AgentProcess.RunAsync(Directory, "", $"--session={info.Id}")).Succeeded();

        Assert.Empty(run.Labelled("saved"));
        Assert.Equal(files, Files());
    }

    [Fact]
    public async Task An_order_is_refunded_once()
    {
        Finished run = (await AgentProcess.RunAsync(Directory, "Please refund A-1042.\nPlease refund A-1042.")).Succeeded();

        Assert.Contains("has been refunded already", run.Labelled("agent")[^1], StringComparison.Ordinal);
        (_, SupportConversation state) = await ReadOnlySessionAsync();
        Assert.Equal(39.90m, Assert.Single(state.Refunds).Amount);
    }

    [Fact]
    public async Task Sessions_are_listed_with_the_latest_first_and_one_that_cannot_be_read_hides_none()
    {
        await using (SessionStore store = OpenStore())
        {
            await store.CreateAsync(new SessionId("first"), new SupportSession { Model = "offline", Subject = "Broken lamp", Priority = Priority.Low });
            await store.CreateAsync(new SessionId("foreign"), new SessionState { Model = "m", MaxTurns = 1 });
            await store.CreateAsync(new SessionId("second"), new SupportConversation { Subject = "Lost parcel", Log = [SupportConversation.Said("a"), SupportConversation.Said("b")] });
        }

        Finished run = (await AgentProcess.RunAsync(Directory, "", "--list")).Succeeded();

        string[] lines = run.Output.TrimEnd().Split('\n');
        Assert.Matches("^ID +UPDATED +ENTRIES +REVISION +SUBJECT$", lines[0]);
        Assert.Matches(@"^second +\d{4}-\d\d-\d\d \d\d:\d\d +2 +1  Lost parcel$", lines[1]);
        Assert.Matches(@"^foreign .* 0 +1  \(of another application\)$", lines[2]);
        Assert.Matches("^first .* 0 +1  Broken lamp$", lines[3]);
    }

    [Fact]
    public async Task Listing_a_store_that_does_not_exist_creates_none()
    {
        Finished run = (await AgentProcess.RunAsync(Directory, "", "--list", "--store", "none.db")).Succeeded();

        Assert.Equal("There are no sessions in none.db yet.\n", run.Output);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Of_two_processes_in_one_session_the_second_writer_is_told_and_overwrites_nothing()
    {
        (await AgentProcess.RunAsync(Directory, "Hello")).Succeeded();
        (SessionInfo info, _) = await ReadOnlySessionAsync();
        using Process slow = AgentProcess.Start(Directory, ["--session", info.Id.Value]);
        while (await slow.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("session", StringComparison.Ordinal))
        {
        }

        (await AgentProcess.RunAsync(Directory, "Where is A-1042?", "--session", info.Id.Value)).Succeeded();
        (_, SupportConversation between) = await ReadOnlySessionAsync();
        await slow.StandardInput.WriteLineAsync("Please refund A-1042.");
        slow.StandardInput.Close();
        string output = await slow.StandardOutput.ReadToEndAsync();
        string error = await slow.StandardError.ReadToEndAsync();
        await slow.WaitForExitAsync();

        new Finished(slow.ExitCode, output, error).Failed(8, "another writer was first");
        (_, SupportConversation after) = await ReadOnlySessionAsync();
        Assert.Equal(Encoded(between.Log), Encoded(after.Log));
    }
}
