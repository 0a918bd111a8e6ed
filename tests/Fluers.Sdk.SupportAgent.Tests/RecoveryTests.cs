using System.Text.Json;
using Fluers.Sdk.SupportAgent.Tests.Harness;
using SupportAgent;

namespace Fluers.Sdk.SupportAgent.Tests;

/// <summary>What another process left in the middle of a turn is finished, and nothing of it is done twice.</summary>
public sealed class RecoveryTests : Workplace
{
    private const string Answer = "Your order A-1042, the desk lamp for 39.90 EUR, was delivered yesterday.";

    [Fact]
    public async Task A_message_without_an_answer_is_answered()
    {
        SessionId id = await StoreAsync(SupportMessage.User("Where is my order A-1042?"));

        Finished run = (await AgentProcess.RunAsync(Directory, "", "--session", id.Value)).Succeeded();

        Assert.Equal(Answer, Assert.Single(run.Labelled("agent")));
        Assert.Single(run.Labelled("resume"));
        SupportSession state = await ReadAsync(id);
        Assert.Equal(4, state.Messages.Count);
        Assert.Equal(1, state.Turns);
    }

    [Fact]
    public async Task A_call_without_a_result_is_settled_as_unknown_and_not_run()
    {
        SessionId id = await StoreAsync(SupportMessage.User("Please refund A-1042."), Call("c1", "open_refund", """{"order_id":"A-1042","amount":5,"reason":"x"}"""));

        Finished run = (await AgentProcess.RunAsync(Directory, "", "--session", id.Value)).Succeeded();

        SupportSession state = await ReadAsync(id);
        var settled = Assert.IsType<ContentBlock.ToolResult>(Assert.Single(state.Messages[2].Content));
        Assert.Equal(("c1", "unknown"), (settled.ToolUseId, settled.Content.GetProperty("outcome").GetString()));
        Assert.StartsWith("look_up_order", run.Labelled("call")[0], StringComparison.Ordinal);
        Assert.Equal(39.90m, Assert.Single(state.Refunds).Amount);   // the call that the model made after it had looked
    }

    [Fact]
    public async Task A_refund_that_did_happen_is_not_opened_again()
    {
        SessionId id;
        await using (SessionStore store = OpenStore())
        {
            id = (await store.CreateAsync(new SupportSession
            {
                Model = "offline",
                Subject = "Test",
                Priority = Priority.High,
                Refunds = [new Refund("R-1042-1", "A-1042", 39.90m, "x", DateTimeOffset.UnixEpoch)],
                Messages = [SupportMessage.User("Please refund A-1042."), Call("c1", "open_refund", """{"order_id":"A-1042","amount":39.90,"reason":"x"}""")],
            })).Id;
        }

        Finished run = (await AgentProcess.RunAsync(Directory, "", "--session", id.Value)).Succeeded();

        Assert.Contains("has been refunded already", Assert.Single(run.Labelled("agent")), StringComparison.Ordinal);
        Assert.Single((await ReadAsync(id)).Refunds);
    }

    [Fact]
    public async Task Of_two_calls_only_the_one_without_a_result_is_settled()
    {
        SessionId id = await StoreAsync(
            SupportMessage.User("Where is A-1042?"),
            SupportMessage.Assistant(Use("c1", "look_up_order", """{"order_id":"A-1041"}"""), Use("c2", "look_up_order", """{"order_id":"A-1042"}""")),
            SupportMessage.Tool(new ContentBlock.ToolResult("c1", JsonElement.Parse("""{"error":"out of order"}"""))));

        (await AgentProcess.RunAsync(Directory, "", "--session", id.Value)).Succeeded();

        ContentBlock.ToolResult[] results = [.. (await ReadAsync(id)).Messages.SelectMany(message => message.Content).OfType<ContentBlock.ToolResult>()];
        Assert.Equal(["c1", "c2"], results.Take(2).Select(result => result.ToolUseId));
        Assert.Equal("unknown", results[1].Content.GetProperty("outcome").GetString());
        Assert.Equal(1, results.Count(result => result.Content.TryGetProperty("outcome", out _)));
    }

    [Fact]
    public async Task A_result_that_the_model_has_not_seen_is_shown_to_it()
    {
        SessionId id = await StoreAsync(
            SupportMessage.User("Where is A-1042?"),
            Call("c1", "look_up_order", """{"order_id":"A-1042"}"""),
            SupportMessage.Tool(new ContentBlock.ToolResult("c1", JsonElement.Parse(
                """{"order_id":"A-1042","item":"desk lamp","status":"delivered yesterday","paid":39.90,"refunded":0}"""))));

        Finished run = (await AgentProcess.RunAsync(Directory, "", "--session", id.Value)).Succeeded();

        Assert.Empty(run.Labelled("call"));
        Assert.Equal(Answer, Assert.Single(run.Labelled("agent")));
    }

    [Fact]
    public async Task A_turn_that_only_ever_fails_comes_to_an_end()
    {
        var messages = new List<SupportMessage> { SupportMessage.User("Where is A-1042?") };
        for (int i = 0; i < 8; i++)
        {
            messages.Add(Call($"c{i}", "look_up_order", """{"order_id":"A-1042"}"""));
            messages.Add(SupportMessage.Tool(new ContentBlock.ToolResult($"c{i}", JsonElement.Parse("""{"outcome":"unknown"}"""))));
        }

        SessionId id = await StoreAsync([.. messages]);

        Finished run = (await AgentProcess.RunAsync(Directory, "", "--session", id.Value)).Succeeded();

        Assert.Empty(run.Labelled("call"));
        Assert.Equal("I could not settle this now. Please ask me once more.", Assert.Single(run.Labelled("agent")));
    }

    private static SupportMessage Call(string id, string name, string input) => SupportMessage.Assistant(Use(id, name, input));

    private static ContentBlock.ToolUse Use(string id, string name, string input) => new(id, name, JsonElement.Parse(input));
}
