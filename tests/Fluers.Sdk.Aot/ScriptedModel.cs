using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Shop;

/// <summary>A model that calls the tool and then tells of its result.</summary>
internal sealed class ScriptedModel : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatMessage last = messages.Last();
        AIContent answer = last.Role == ChatRole.Tool
            ? new TextContent($"I looked: {last.Contents.OfType<FunctionResultContent>().Last().Result}.")
            : new FunctionCallContent("call-1", "look_up", new Dictionary<string, object?> { ["order"] = "A-1042" });
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [answer])));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (ChatResponseUpdate update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

/// <summary>A tool without reflection.</summary>
internal sealed class LookUp : AIFunction
{
    public override string Name => "look_up";

    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) =>
        new($"{arguments["order"]} was delivered on Monday");
}
