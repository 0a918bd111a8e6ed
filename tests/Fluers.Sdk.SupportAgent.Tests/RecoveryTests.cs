using System.Text.Json;
using Fluers.Sdk.Agents;
using Fluers.Sdk.SupportAgent.Tests.Harness;
using Microsoft.Extensions.AI;
using SupportAgent;

namespace Fluers.Sdk.SupportAgent.Tests;

/// <summary>What another process left in the middle of a turn is finished, and nothing of it is done twice.</summary>
public sealed class RecoveryTests : Workplace
{
    private const string Answer = "Your order A-1042, the desk lamp for 39.90 EUR, was delivered yesterday.";

    [Fact]
    public async Task A_message_without_an_answer_is_answered()
    {
        SessionId id = await StoreAsync(SupportConversation.Said("Where is my order A-1042?"));

        Finished run = (await AgentProcess.RunAsync(Directory, "", "--session", id.Value)).Succeeded();

        Assert.Equal(Answer, Assert.Single(run.Labelled("agent")));
        Assert.Single(run.Labelled("resume"));
        Assert.Equal(4, (await ReadAsync(id)).Messages.Count);
    }

    [Fact]
    public async Task A_call_without_a_result_is_settled_as_unknown_and_not_run()
    {
        SessionId id = await StoreAsync(
            SupportConversation.Said("Please refund A-1042."),
            Calls(Call("c1", "open_refund", ("order_id", "A-1042"), ("amount", 5m), ("reason", "x"))),
            new AgentEntry.ToolStarted("c1", "open_refund", DateTimeOffset.UnixEpoch));

        Finished run = (await AgentProcess.RunAsync(Directory, "", "--session", id.Value)).Succeeded();

        SupportConversation state = await ReadAsync(id);
        AgentEntry.ToolResult settled = state.Log.OfType<AgentEntry.ToolResult>().First();
        Assert.Equal(("c1", ToolOutcome.Unknown), (settled.CallId, settled.Outcome));
        Assert.StartsWith("look_up_order", run.Labelled("call")[0], StringComparison.Ordinal);
        Assert.Equal(39.90m, Assert.Single(state.Refunds).Amount);   // the call that the model made after it had looked
    }

    [Fact]
    public async Task A_refund_that_did_happen_is_not_opened_again()
    {
        SessionId id = await StoreAsync(new SupportConversation
        {
            Subject = "Test",
            Refunds = [new Refund("R-1042-1", "A-1042", 39.90m, "x", DateTimeOffset.UnixEpoch)],
            Log =
            [
                SupportConversation.Said("Please refund A-1042."),
                Calls(Call("c1", "open_refund", ("order_id", "A-1042"), ("amount", 39.90m), ("reason", "x"))),
            ],
        });

        Finished run = (await AgentProcess.RunAsync(Directory, "", "--session", id.Value)).Succeeded();

        Assert.Contains("has been refunded already", Assert.Single(run.Labelled("agent")), StringComparison.Ordinal);
        Assert.Single((await ReadAsync(id)).Refunds);
    }

    [Fact]
    public async Task Of_two_calls_only_the_one_without_a_result_is_made_again_because_it_only_looks()
    {
        SessionId id = await StoreAsync(
            SupportConversation.Said("Where is A-1042?"),
            Calls(Call("c1", "look_up_order", ("order_id", "A-1041")), Call("c2", "look_up_order", ("order_id", "A-1042"))),
            Result("c1", """{"error":"out of order"}"""));

        Finished run = (await AgentProcess.RunAsync(Directory, "", "--session", id.Value)).Succeeded();

        Assert.Equal(["c1", "c2"], (await ReadAsync(id)).Log.OfType<AgentEntry.ToolResult>().Select(result => result.CallId));
        Assert.Equal(Answer, Assert.Single(run.Labelled("agent")));
    }

    [Fact]
    public async Task A_result_that_the_model_has_not_seen_is_shown_to_it()
    {
        SessionId id = await StoreAsync(
            SupportConversation.Said("Where is A-1042?"),
            Calls(Call("c1", "look_up_order", ("order_id", "A-1042"))),
            Result("c1", """{"order_id":"A-1042","item":"desk lamp","status":"delivered yesterday","paid":39.90,"refunded":0}"""));

        Finished run = (await AgentProcess.RunAsync(Directory, "", "--session", id.Value)).Succeeded();

        Assert.Empty(run.Labelled("call"));
        Assert.Equal(Answer, Assert.Single(run.Labelled("agent")));
    }

    private static FunctionCallContent Call(string id, string tool, params (string Name, object? Value)[] arguments) =>
        new(id, tool, arguments.ToDictionary(argument => argument.Name, argument => argument.Value));

    private static AgentEntry Calls(params AIContent[] calls) =>
        new AgentEntry.Response(StoredResponse.From(new ChatResponse(new ChatMessage(ChatRole.Assistant, calls))));

    private static AgentEntry Result(string id, string json) => new AgentEntry.ToolResult(
        id, StoredMessage.From(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(id, JsonElement.Parse(json))])).Contents[0], ToolOutcome.Completed, DateTimeOffset.UnixEpoch);
}
