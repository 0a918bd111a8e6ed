using Fluers.Sdk.SupportAgent.Tests.Harness;
using Microsoft.Extensions.AI;
using SupportAgent;

namespace Fluers.Sdk.SupportAgent.Tests;

public sealed class ScriptedPlayTests : Workplace
{
    [Fact]
    public async Task Without_input_a_conversation_plays_that_looks_up_refunds_dies_and_goes_on()
    {
        Finished run = (await AgentProcess.RunAsync(Directory, "")).Succeeded();

        string[] calls = run.Labelled("call");
        Assert.Contains("look_up_order {\"order_id\":\"A-1042\"}", calls);
        Assert.Equal(2, calls.Count(call => call.StartsWith("open_refund", StringComparison.Ordinal) && call.Contains("A-1078", StringComparison.Ordinal)));
        Assert.Single(run.Labelled("result"), result => result.Contains("\"outcome\":\"unknown\"", StringComparison.Ordinal));
        Assert.EndsWith("together 168.90 EUR.", run.Labelled("agent")[^1], StringComparison.Ordinal);

        (SessionInfo info, SupportConversation state) = await ReadOnlySessionAsync();
        Assert.Equal(["R-1042-1", "R-1078-1"], state.Refunds.Select(refund => refund.Id));
        Assert.Equal(("Mara Lindqvist", 4), (state.Customer?.Name, state.Messages.Count(message => message.Role == ChatRole.User)));
        Acknowledged last = Transcript.Acknowledgements(run.Output.Split('\n'))[^1];
        Assert.Equal((info.Revision, info.EntryCount), (last.Revision, last.Revision));
        Assert.Contains($"--session {info.Id}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_step_is_shown_as_it_is_stored_and_one_commit_holds_one_entry()
    {
        Finished run = (await AgentProcess.RunAsync(Directory, "")).Succeeded();

        (_, SupportConversation state) = await ReadOnlySessionAsync();
        IReadOnlyList<Acknowledged> steps = Transcript.Acknowledgements(run.Output.Split('\n'));
        Assert.Equal(Enumerable.Range(1, state.Log.Count), steps.Select(step => step.Revision));
        Assert.Equal(state.Log.Select(Transcript.Shown), steps.Select(step => step.Shown));
    }

    [Fact]
    public async Task The_play_is_the_same_every_time()
    {
        string[] first = [.. Transcript.Acknowledgements((await AgentProcess.RunAsync(Directory, "", "--store", "1.db")).Output.Split('\n')).Select(step => step.Shown)];
        string[] second = [.. Transcript.Acknowledgements((await AgentProcess.RunAsync(Directory, " \n\n", "--store", "2.db")).Output.Split('\n')).Select(step => step.Shown)];

        Assert.NotEmpty(first);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task An_open_pipe_that_stays_silent_counts_as_no_input()
    {
        Finished run = (await AgentProcess.RunAsync(Directory, input: null)).Succeeded();

        Assert.Single(run.Labelled("input"));
        Assert.NotEmpty(run.Labelled("crash"));
    }

    [Fact]
    public async Task Piped_output_is_plain()
    {
        Finished run = (await AgentProcess.RunAsync(Directory, "")).Succeeded();

        Assert.DoesNotContain('\e', run.Output);
    }

    [Fact]
    public async Task Help_names_every_option_and_every_exit_code()
    {
        Finished run = (await AgentProcess.RunAsync(Directory, "", "--help")).Succeeded();

        Assert.All(["--session", "--list", "--store", "--model", "--endpoint", "--pace"], option => Assert.Contains(option, run.Output, StringComparison.Ordinal));
        Assert.All("0234567", digit => Assert.Contains($"{digit} ", run.Output, StringComparison.Ordinal));
        Assert.Empty(Files());
    }
}
