using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;
using static Fluers.Sdk.Agents.Tests.Models.FakeModel;

namespace Fluers.Sdk.Agents.Tests.Recording;

/// <summary>Clients send again what they have sent, as a whole or in part, and nothing is recorded twice.</summary>
public sealed class ResendTests
{
    private int _ran;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tool_that_ran_before_the_model_failed_is_not_run_again(bool restart)
    {
        bool away = true;
        await using PipelineFixture pipeline = await StartAsync(request => away && request[^1].Role == ChatRole.Tool ? throw new HttpRequestException("away") : Answer(request));
        await Assert.ThrowsAsync<HttpRequestException>(() => pipeline.SayAsync("refund"));
        away = false;
        if (restart)
        {
            await pipeline.RestartAsync();
        }

        ChatResponse response = await pipeline.SayAsync("refund");

        Assert.Equal(("refunded 1", 1), (response.Text, _ran));
        Assert.Equal(["user", "assistant", "tool", "assistant"], (await pipeline.ConversationAsync()).Select(message => message.Role.Value));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whichever_commit_of_a_turn_fails_the_same_request_again_says_and_does_everything_once(int commit, StorageFault fault, bool streaming)
    {
        var storage = new CountedFaults(new MemoryStorage());
        await using PipelineFixture pipeline = await StartAsync(Answer, storage);
        storage.FailCommit(commit, fault);
        ChatResponse? response = null;
        bool failed = false;
        for (int attempt = 0; attempt < 3 && response is null; attempt++)
        {
            try
            {
                response = await pipeline.AskAsync(streaming, new ChatMessage(ChatRole.User, "refund"));
            }
            catch (SessionStorageException)
            {
                failed = true;
            }
        }

        Assert.Equal(storage.HasFailed, failed);
        IReadOnlyList<ChatMessage> conversation = await pipeline.ConversationAsync();
        Assert.Single(conversation, message => message.Role == ChatRole.User);
        Assert.Equal(1, _ran);
        Assert.EndsWith("refunded 1", response!.Text, StringComparison.Ordinal);
        Assert.DoesNotContain((await pipeline.EntriesAsync()).OfType<AgentEntry.ToolResult>(), result => result.Outcome == ToolOutcome.Unknown);
        Assert.Equal(ChatJson.WriteMessages(conversation), ChatJson.WriteMessages(AgentConversation.Of(pipeline.Session.State.Log)));
    }

    public static TheoryData<int, StorageFault, bool> Faults
    {
        get
        {
            var data = new TheoryData<int, StorageFault, bool>();
            foreach (StorageFault fault in new[] { StorageFault.NotSent, StorageFault.OutcomeLost })
            {
                for (int commit = 1; commit <= 5; commit++)
                {
                    data.Add(commit, fault, true);
                    data.Add(commit, fault, false);
                }
            }

            return data;
        }
    }

    [Fact]
    public async Task An_answer_in_doubt_is_stored_before_it_is_given_out()
    {
        var storage = new CountedFaults(new MemoryStorage());
        await using PipelineFixture pipeline = await StartAsync(Answer, storage);
        var message = new ChatMessage(ChatRole.User, "hello") { MessageId = "m-1" };
        storage.FailCommit(2, StorageFault.NotSent);   // the answer
        await Assert.ThrowsAsync<SessionStorageException>(() => pipeline.AskAsync(false, message));

        ChatResponse response = await pipeline.AskAsync(false, message);

        Assert.Equal("ok hello", response.Text);
        Assert.Equal(2, (await pipeline.EntriesAsync()).Count);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("empty text")]
    [InlineData("usage")]
    [InlineData("reasoning")]
    public async Task The_same_words_after_an_answer_that_says_nothing_are_a_second_message(string kind)
    {
        foreach (bool streaming in new[] { true, false })
        {
            int asked = 0;
            AIContent[] nothing = kind switch
            {
                "empty text" => [new TextContent("")],
                "usage" => [new UsageContent(new UsageDetails { TotalTokenCount = 1 })],
                "reasoning" => [new TextReasoningContent("hm") { ProtectedData = "secret" }],
                _ => [],
            };
            await using PipelineFixture pipeline = await StartAsync(request => asked++ == 0 ? nothing : Answer(request));
            await pipeline.AskAsync(streaming, new ChatMessage(ChatRole.User, "hello?"));

            ChatResponse response = await pipeline.AskAsync(streaming, new ChatMessage(ChatRole.User, "hello?"));

            Assert.Equal("ok hello?", response.Text);
            Assert.Equal(2, (await pipeline.ConversationAsync()).Count(message => message.Role == ChatRole.User));
            Assert.Equal(ChatRole.User, pipeline.Model.Requests[^1][^1].Role);
        }
    }

    [Fact]
    public async Task A_second_result_of_a_call_is_kept_and_the_model_is_given_the_first()
    {
        await using PipelineFixture pipeline = await StartAsync(Answer);
        List<ChatMessage> shown = [new(ChatRole.User, "refund")];
        shown.AddMessages(await pipeline.AskAsync(false, shown));
        shown.Insert(3, new ChatMessage(ChatRole.Tool, [new FunctionResultContent(shown[1].Contents.OfType<FunctionCallContent>().Single().CallId, "another")]));
        shown.Add(new ChatMessage(ChatRole.User, "and?"));

        await pipeline.AskAsync(false, shown);

        Assert.Equal(2, (await pipeline.ConversationAsync()).SelectMany(message => message.Contents).OfType<FunctionResultContent>().Count());
        Assert.Equal("1", Assert.Single(pipeline.Model.Requests[^1].SelectMany(message => message.Contents).OfType<FunctionResultContent>()).Result!.ToString());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_client_that_keeps_less_than_was_said_is_understood(string form)
    {
        await using PipelineFixture pipeline = await StartAsync(Answer);
        List<ChatMessage> said = [new(ChatRole.User, "hello")];
        said.AddMessages(await pipeline.AskAsync(false, said));
        said.Add(new ChatMessage(ChatRole.User, "refund"));
        said.AddMessages(await pipeline.AskAsync(false, said));
        int recorded = (await pipeline.ConversationAsync()).Count;
        var now = new ChatMessage(ChatRole.User, "thanks");

        ChatResponse response = await pipeline.AskAsync(false, Resent(form, said, now));

        Assert.Equal("ok thanks", response.Text);
        Assert.Equal((recorded + 2, 1), ((await pipeline.ConversationAsync()).Count, _ran));
        Assert.Equal("thanks", (await pipeline.ConversationAsync())[^2].Text);
    }

    public static TheoryData<string> Forms =>
    [
        "alone", "whole", "new ids", "text only", "texts joined", "texts joined by lines", "a message each", "last answer alone", "call and result in one", "results left out",
        "one message of all",
    ];

    [Fact]
    public async Task A_client_that_edits_what_was_said_is_refused_and_told_where()
    {
        await using PipelineFixture pipeline = await StartAsync(Answer);
        List<ChatMessage> said = [new(ChatRole.User, "hello")];
        said.AddMessages(await pipeline.AskAsync(false, said));
        int entries = (await pipeline.EntriesAsync()).Count;

        AgentHistoryException error = await Assert.ThrowsAsync<AgentHistoryException>(() => pipeline.AskAsync(false, new ChatMessage(ChatRole.User, "hullo"), said[1], new ChatMessage(ChatRole.User, "and?")));

        Assert.Equal(0, error.MessagePosition);
        Assert.Equal(entries, (await pipeline.EntriesAsync()).Count);
    }

    [Fact]
    public async Task A_client_that_read_an_answer_which_broke_off_goes_on()
    {
        bool breaks = true;
        await using PipelineFixture pipeline = await StartAsync(request => breaks ? Broken() : Answer(request));
        await Assert.ThrowsAsync<HttpRequestException>(() => pipeline.AskAsync(true, new ChatMessage(ChatRole.User, "hello")));
        breaks = false;

        ChatResponse response = await pipeline.AskAsync(true, new(ChatRole.User, "hello"), new(ChatRole.Assistant, "once upon"), new(ChatRole.User, "go on"));

        Assert.Equal("ok go on", response.Text);
        Assert.Equal(["hello", "go on", "ok go on"], (await pipeline.ConversationAsync()).Select(message => message.Text));

        static IEnumerable<AIContent> Broken()
        {
            yield return new TextContent("once upon");
            yield return new TextContent(" a time");
            throw new HttpRequestException("away");
        }
    }

    [Fact]
    public async Task An_empty_request_on_an_answered_conversation_gives_the_recorded_answer()
    {
        await using PipelineFixture pipeline = await StartAsync(Answer);
        await pipeline.SayAsync("hello");

        Assert.Equal("ok hello", (await pipeline.AskAsync(false)).Text);
        Assert.Single(pipeline.Model.Requests);
    }

    [Fact]
    public async Task The_schema_of_structured_output_is_not_recorded_as_something_that_the_user_said()
    {
        await using PipelineFixture pipeline = await StartAsync(_ => [new TextContent("""{"data":7}""")]);

        ChatResponse<int> response = await pipeline.Client.GetResponseAsync<int>("how many?", useJsonSchemaResponseFormat: false);

        Assert.Equal(7, response.Result);
        Assert.Equal("how many?", Assert.Single(await pipeline.ConversationAsync(), message => message.Role == ChatRole.User).Text);
        Assert.Contains("schema", pipeline.Model.Requests[0][^1].Text, StringComparison.Ordinal);
    }

    private Task<PipelineFixture> StartAsync(Func<IReadOnlyList<ChatMessage>, IEnumerable<AIContent>> answer, ISessionStorage? storage = null) =>
        PipelineFixture.StartAsync(answer, [AIFunctionFactory.Create(() => ++_ran, "refund")], storage);

    private static IEnumerable<AIContent> Answer(IReadOnlyList<ChatMessage> request) => request[^1] switch
    {
        { Text: "refund" } => [new TextContent("Let me see."), Call($"c{request.Count}", "refund")],
        { Role: var role } last when role == ChatRole.Tool && $"{last.Contents.OfType<FunctionResultContent>().Single().Result}".Contains("not_run", StringComparison.Ordinal) =>
            [Call($"c{request.Count}", "refund")],
        { Role: var role } last when role == ChatRole.Tool => [new TextContent($"refunded {last.Contents.OfType<FunctionResultContent>().Single().Result}")],
        var last => [new TextContent($"ok {last.Text}")],
    };

    private static List<ChatMessage> Resent(string form, List<ChatMessage> said, ChatMessage now)
    {
        var assistant = ChatRole.Assistant;
        string texts = string.Concat(said.Skip(3).Where(message => message.Role == assistant).Select(message => message.Text));
        return form switch
        {
            "alone" => [now],
            "whole" => [.. said, now],
            "new ids" => [.. ChatJson.ParseMessages(ChatJson.WriteMessages(said)).Select(message => { message.MessageId = $"{Guid.NewGuid()}"; return message; }), now],
            "text only" => [.. said.Where(message => message.Text.Length > 0).Select(message => new ChatMessage(message.Role, message.Text)), now],
            "texts joined" => [.. said[..3], new(assistant, texts), now],
            "texts joined by lines" => [.. said[..3], new(assistant, texts.Replace("refunded", "\n\nrefunded", StringComparison.Ordinal)), now],
            "a message each" => [.. said[..3], new(assistant, "Let me see."), new(assistant, said[^1].Text), now],
            "last answer alone" => [said[^1], now],
            "call and result in one" => [.. said[..3], new(assistant, [.. said.Skip(3).SelectMany(message => message.Contents)]), now],
            "results left out" => [.. said.Where(message => message.Role != ChatRole.Tool), now],
            "one message of all" => [said[2], new(assistant, said[^1].Text), now],
            _ => throw new ArgumentOutOfRangeException(nameof(form)),
        };
    }
}
