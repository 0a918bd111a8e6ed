using System.Text.Json;
using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;
using static Fluers.Sdk.Agents.Tests.Models.FakeModel;

namespace Fluers.Sdk.Agents.Tests.Recording;

/// <summary>Tools that a person has to approve, in a pipeline of one's own.</summary>
public sealed class PipelineApprovalTests
{
    private readonly List<string> _ran = [];
    private readonly AITool[] _tools;

    public PipelineApprovalTests() => _tools =
    [
        new ApprovalRequiredAIFunction(AIFunctionFactory.Create((int amount) => Run($"pay {amount}"), "pay")),
        new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => Run("wipe"), "wipe")),
        AIFunctionFactory.Create(() => Run("look"), "look"),
        AIFunctionFactory.CreateDeclaration("browse", null, JsonElement.Parse("""{"type":"object"}""")),
    ];

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_decision_that_is_sent_alone_after_a_restart_is_carried_out_on_the_recorded_call(bool approved, bool streaming)
    {
        await using PipelineFixture pipeline = await StartAsync("pay");
        ToolApprovalRequestContent question = Assert.Single(Questions(await pipeline.AskAsync(streaming, User("go"))));
        Assert.Empty(_ran);
        await pipeline.RestartAsync();

        ChatResponse response = await pipeline.AskAsync(streaming, new ChatMessage(ChatRole.User, [FromBrowser(question).CreateResponse(approved)]));

        Assert.Equal(approved ? ["pay 10"] : [], _ran);
        Assert.StartsWith("done:", response.Text, StringComparison.Ordinal);
        Assert.Equal(approved ? ToolOutcome.Completed : ToolOutcome.Rejected, Assert.Single((await pipeline.EntriesAsync()).OfType<AgentEntry.ToolResult>()).Outcome);
    }

    [Theory]
    [InlineData("pay", 999999, true)]
    [InlineData("pay", 999999, false)]
    [InlineData("wipe", null, true)]
    [InlineData("wipe", null, false)]
    public async Task A_decision_about_another_call_is_refused_and_recorded_and_nothing_runs(string name, int? amount, bool restart)
    {
        await using PipelineFixture pipeline = await StartAsync("pay");
        ToolApprovalRequestContent question = Assert.Single(Questions(await pipeline.SayAsync("go")));
        if (restart)
        {
            await pipeline.RestartAsync();
        }

        FunctionCallContent other = amount is null ? Call("c1", name) : Call("c1", name, ("amount", amount));
        AgentDecisionException error = await Assert.ThrowsAsync<AgentDecisionException>(
            () => pipeline.AskAsync(false, new ChatMessage(ChatRole.User, [new ToolApprovalResponseContent(question.RequestId, true, other)])));

        Assert.Equal("c1", error.CallId);
        Assert.Empty(_ran);
        Assert.Equal(ApprovalDecision.Refused, Assert.Single((await pipeline.EntriesAsync()).OfType<AgentEntry.ApprovalDecided>()).Decision);

        await pipeline.AskAsync(false, new ChatMessage(ChatRole.User, [question.CreateResponse(true)]));
        Assert.Equal(["pay 10"], _ran);
    }

    [Fact]
    public async Task A_client_that_sends_the_whole_conversation_each_time_decides_once()
    {
        await using PipelineFixture pipeline = await StartAsync("pay");
        List<ChatMessage> shown = [User("go")];
        shown.AddMessages(await pipeline.AskAsync(false, shown));
        shown.Add(new ChatMessage(ChatRole.User, [.. shown.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().Select(question => question.CreateResponse(true))]));
        shown.AddMessages(await pipeline.AskAsync(false, shown));
        shown.Add(User("thanks"));

        ChatResponse response = await pipeline.AskAsync(false, shown);

        Assert.Equal("ok", response.Text);
        Assert.Equal(["pay 10"], _ran);
        Assert.Single((await pipeline.EntriesAsync()).OfType<AgentEntry.ApprovalDecided>());
    }

    [Fact]
    public async Task Who_goes_on_without_a_decision_has_declined()
    {
        await using PipelineFixture pipeline = await StartAsync("pay");
        await pipeline.SayAsync("go");

        Assert.Equal("ok", (await pipeline.SayAsync("never mind")).Text);

        Assert.Empty(_ran);
        Assert.Equal(ToolOutcome.NotRun, Assert.Single((await pipeline.EntriesAsync()).OfType<AgentEntry.ToolResult>()).Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Parallel_calls_are_decided_one_by_one(bool streaming)
    {
        await using PipelineFixture pipeline = await StartAsync("pay pay");
        ToolApprovalRequestContent[] questions = [.. Questions(await pipeline.AskAsync(streaming, User("go")))];

        ChatResponse half = await pipeline.AskAsync(streaming, new ChatMessage(ChatRole.User, [questions[1].CreateResponse(true)]));
        Assert.Equal(questions[0].RequestId, Assert.Single(Questions(half)).RequestId);
        ChatResponse whole = await pipeline.AskAsync(streaming, new ChatMessage(ChatRole.User, [questions[0].CreateResponse(false)]));

        Assert.StartsWith("done:", whole.Text, StringComparison.Ordinal);
        Assert.Equal(["pay 10"], _ran);
        Assert.Equal(2, (await pipeline.EntriesAsync()).OfType<AgentEntry.ToolResult>().Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tools_of_all_kinds_may_be_called_at_once(bool streaming)
    {
        await using PipelineFixture pipeline = await StartAsync("look pay browse");

        ChatResponse first = await pipeline.AskAsync(streaming, User("go"));
        Assert.Equal(["look"], _ran);
        ToolApprovalRequestContent question = Assert.Single(Questions(first));
        Assert.Equal("c3", Assert.Single(first.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>(), call => call.Name == "browse").CallId);
        ChatResponse last = await pipeline.AskAsync(streaming, new ChatMessage(ChatRole.User, [question.CreateResponse(true)]), new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c3", "page")]));

        Assert.Equal("done: look pay 10 page", last.Text);
    }

    [Fact]
    public async Task A_tool_that_ran_before_the_model_failed_is_not_run_again()
    {
        bool away = false;
        await using PipelineFixture pipeline = await PipelineFixture.StartAsync(request => away && request[^1].Role == ChatRole.Tool ? throw new HttpRequestException("away") : Answer(request, "pay"), _tools);
        ChatMessage decision = new(ChatRole.User, [Assert.Single(Questions(await pipeline.SayAsync("go"))).CreateResponse(true)]);
        away = true;
        await Assert.ThrowsAsync<HttpRequestException>(() => pipeline.AskAsync(false, decision));
        away = false;

        ChatResponse response = await pipeline.AskAsync(false, decision);

        Assert.Equal("done: pay 10", response.Text);
        Assert.Equal(["pay 10"], _ran);
    }

    [Fact]
    public async Task A_pipeline_that_is_not_built_with_what_was_returned_asks_nobody_and_runs_nothing()
    {
        await using var store = new SessionStore(new MemoryStorage());
        using var provider = new StrictChatClient(new ScriptedModel());
        ChatClientBuilder builder = provider.AsBuilder().UseFunctionInvocation();
        builder.UseSession(await store.CreateAsync(new AgentState()));

        await Assert.ThrowsAsync<InvalidOperationException>(() => builder.Build().GetResponseAsync("call wipe", new ChatOptions { Tools = [.. _tools] }));
        Assert.Empty(_ran);
        Assert.Empty(provider.Refusals);
    }

    [Fact]
    public async Task What_is_added_behind_the_session_stands_under_it()
    {
        await using var store = new SessionStore(new MemoryStorage());
        int asked = 0;
        using var provider = new StrictChatClient(new ScriptedModel());
        IChatClient client = provider.AsBuilder().UseFunctionInvocation().UseSession(await store.CreateAsync(new AgentState()))
            .Use(async (messages, options, next, token) => { asked++; await next(messages, options, token); }).Build();

        await client.GetResponseAsync("call look", new ChatOptions { Tools = [.. _tools] });

        Assert.Equal(2, asked);
        Assert.Empty(provider.Refusals);
    }

    private Task<PipelineFixture> StartAsync(string calls) => PipelineFixture.StartAsync(request => Answer(request, calls), _tools);

    private static IEnumerable<AIContent> Answer(IReadOnlyList<ChatMessage> request, string calls) => request[^1] switch
    {
        { Text: "go" } => calls.Split(' ').Select((name, at) => name == "pay" ? Call($"c{at + 1}", name, ("amount", 10)) : Call($"c{at + 1}", name)),
        { Role: var role } last when role == ChatRole.Tool => [new TextContent($"done: {string.Join(' ', last.Contents.OfType<FunctionResultContent>().Select(result => result.Result))}")],
        _ => [new TextContent("ok")],
    };

    private static IEnumerable<ToolApprovalRequestContent> Questions(ChatResponse response) => response.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>();

    private static ChatMessage User(string text) => new(ChatRole.User, text);

    private string Run(string what)
    {
        _ran.Add(what);
        return what;
    }

    private static ToolApprovalRequestContent FromBrowser(ToolApprovalRequestContent content) =>
        (ToolApprovalRequestContent)Assert.Single(Assert.Single(ChatJson.ParseMessages(ChatJson.WriteMessages([new ChatMessage(ChatRole.Assistant, [content])]))).Contents);
}
