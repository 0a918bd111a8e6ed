using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Testing;

/// <summary>
/// A model without a network. What the user said last is its script: <c>call NAME …</c> calls tools and then tells of their results, anything else is
/// said back word by word. What it answers depends on the conversation alone.
/// </summary>
public sealed class ScriptedModel(TimeSpan pace = default) : IChatClient
{
    private int _requests;

    /// <summary>How often it was asked.</summary>
    public int Requests => _requests;

    /// <summary>The conversation that it was last asked with.</summary>
    public IReadOnlyList<ChatMessage> LastRequest { get; private set; } = [];

    /// <summary>Called before each answer; may throw.</summary>
    public Action<int> OnRequest { get; set; } = _ => { };

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IList<AIContent> contents = Answer(messages);
        await Task.Delay(pace, cancellationToken);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents)) { Usage = new UsageDetails { TotalTokenCount = contents.Count } };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (AIContent content in Answer(messages))
        {
            if (content is not TextContent text)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, [content]);
                continue;
            }

            foreach (string word in text.Text.Split(' ').Select((word, at) => at == 0 ? word : $" {word}"))
            {
                await Task.Delay(pace, cancellationToken);
                yield return new ChatResponseUpdate(ChatRole.Assistant, word);
            }
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(IChatClient) ? this : null;

    public void Dispose()
    {
    }

    private IList<AIContent> Answer(IEnumerable<ChatMessage> messages)
    {
        // Several sessions may ask at the same time: each is answered by what it said itself.
        ChatMessage[] request = [.. messages];
        LastRequest = request;
        OnRequest(Interlocked.Increment(ref _requests));
        ChatMessage last = request[^1];
        if (last.Role == ChatRole.Tool)
        {
            return [new TextContent($"results: {string.Join(" ", last.Contents.OfType<FunctionResultContent>().Select(result => result.Result))}")];
        }

        string[] words = request.Last(message => message.Role == ChatRole.User).Text.Split(' ');
        return words is ["call", .. var names]
            ? [new TextContent("calling"), .. names.Select((name, at) => new FunctionCallContent($"call-{request.Length}-{at}", name, new Dictionary<string, object?>()))]
            : [new TextContent(string.Join(' ', words))];
    }
}
