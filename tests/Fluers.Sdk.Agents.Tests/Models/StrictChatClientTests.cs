using System.Net;
using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Models;

/// <summary>A strict provider in front of a model.</summary>
public sealed class StrictChatClientTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_no_API_refuses_reaches_the_model(bool streaming)
    {
        var client = new StrictChatClient(new ScriptedModel());

        Assert.Equal("hello", await AskAsync(client, streaming, new ChatMessage(ChatRole.User, "hello")));
        Assert.Empty(client.Refusals);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_an_API_refuses_is_answered_with_400_and_remembered(bool streaming)
    {
        var model = new ScriptedModel();
        var client = new StrictChatClient(model);

        ModelRefusedException error = await Assert.ThrowsAsync<ModelRefusedException>(() => AskAsync(client, streaming, new ChatMessage(ChatRole.Tool, [new FunctionResultContent("a", 1)])));

        Assert.Equal((HttpStatusCode.BadRequest, 0), (error.StatusCode, model.Requests));
        Assert.Equal(error.Refusal, Assert.Single(client.Refusals));
    }

    [Fact]
    public async Task The_rules_of_one_API_may_be_enough()
    {
        var client = new StrictChatClient(new ScriptedModel(), ModelApi.ChatCompletions);

        await client.GetResponseAsync([new(ChatRole.User, "hi"), new(ChatRole.Assistant, "well ")]);

        Assert.Empty(client.Refusals);
    }

    [Theory]
    [InlineData("left out")]
    [InlineData("changed")]
    [InlineData("moved")]
    [InlineData("kept")]
    public async Task Protected_reasoning_in_front_of_a_call_comes_back_as_it_was_given(string how)
    {
        var call = new FunctionCallContent("a", "tool");
        var thought = new TextReasoningContent("") { ProtectedData = "secret" };
        var client = new StrictChatClient(new FixedModel([thought, call]));
        await client.GetResponseAsync("hi");
        AIContent[] back = how switch
        {
            "left out" => [call],
            "changed" => [new TextReasoningContent("") { ProtectedData = "other" }, call],
            "moved" => [call, thought],
            _ => [thought, call],
        };

        Task<ChatResponse> asked = client.GetResponseAsync(
            [new(ChatRole.User, "hi"), new(ChatRole.Assistant, [.. back]), new(ChatRole.Tool, [new FunctionResultContent("a", 1)]), new(ChatRole.User, "and?")]);

        if (how == "kept")
        {
            await asked;
        }
        else
        {
            Assert.NotNull((await Assert.ThrowsAsync<ModelRefusedException>(() => asked)).Refusal);
        }
    }

    private static async Task<string> AskAsync(IChatClient client, bool streaming, params ChatMessage[] request) => streaming
        ? (await client.GetStreamingResponseAsync(request).ToChatResponseAsync()).Text
        : (await client.GetResponseAsync(request)).Text;

    private sealed class FixedModel(AIContent[] contents) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [.. contents])));

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            new ChatResponse(new ChatMessage(ChatRole.Assistant, [.. contents])).ToChatResponseUpdates().ToAsyncEnumerable();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
