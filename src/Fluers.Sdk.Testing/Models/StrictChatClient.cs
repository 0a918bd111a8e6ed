using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Testing;

/// <summary>
/// A strict provider in front of a model: it refuses each request that one of the APIs would refuse, with <see cref="ModelRefusedException"/>, and remembers
/// what it has refused, so that a test sees it even where the caller tried again. Put it around the model of a test, and what an agent asks with is held to
/// the rules of all APIs at once.
/// </summary>
public sealed class StrictChatClient : DelegatingChatClient
{
    private readonly ModelApi[] _apis;
    private readonly ConcurrentQueue<ModelRefusal> _refusals = [];
    private readonly ConcurrentDictionary<string, string[]> _thoughts = [];

    /// <summary>Creates the client.</summary>
    /// <param name="model">The model, asked with what no API refuses.</param>
    /// <param name="apis">The APIs; all of them where none is given.</param>
    public StrictChatClient(IChatClient model, params ModelApi[] apis)
        : base(model)
    {
        ArgumentNullException.ThrowIfNull(apis);
        _apis = apis.Length == 0 ? Enum.GetValues<ModelApi>() : apis;
    }

    /// <summary>What was refused, in order.</summary>
    public IReadOnlyList<ModelRefusal> Refusals => [.. _refusals];

    /// <inheritdoc/>
    /// <exception cref="ModelRefusedException">An API refuses the request.</exception>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatMessage[] request = Demand(messages, options);
        ChatResponse response = await base.GetResponseAsync(request, options, cancellationToken).ConfigureAwait(false);
        Remember(response);
        return response;
    }

    /// <inheritdoc/>
    /// <exception cref="ModelRefusedException">An API refuses the request.</exception>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatMessage[] request = Demand(messages, options);
        var updates = new List<ChatResponseUpdate>();
        await foreach (ChatResponseUpdate update in base.GetStreamingResponseAsync(request, options, cancellationToken).ConfigureAwait(false))
        {
            ChatResponseUpdate copy = update.Clone();
            copy.Contents = [.. update.Contents];
            updates.Add(copy);
            yield return update;
        }

        Remember(updates.ToChatResponse());
    }

    private ChatMessage[] Demand(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ChatMessage[] request = [.. messages];
        ModelRefusal? refusal = _apis.Select(api => ModelRules.Check(request, api, options) ?? Thoughts(request, api)).FirstOrDefault(found => found is not null);
        if (refusal is null)
        {
            return request;
        }

        _refusals.Enqueue(refusal);
        throw new ModelRefusedException(refusal);
    }

    private void Remember(ChatResponse response)
    {
        foreach ((string call, string[] thoughts) in ThoughtsInFront(response.Messages))
        {
            if (thoughts.Length > 0)
            {
                _thoughts[call] = thoughts;
            }
        }
    }

    /// <summary>A protected thought in front of a call comes back with the call as it was given: whole, and in its place.</summary>
    private ModelRefusal? Thoughts(ChatMessage[] request, ModelApi api)
    {
        if (api == ModelApi.ChatCompletions)
        {
            return null;   // it has no protected thoughts
        }

        (string call, _) = ThoughtsInFront(request).FirstOrDefault(found => _thoughts.TryGetValue(found.Call, out string[]? given) && !given.SequenceEqual(found.Thoughts));
        return call is null
            ? null
            : new ModelRefusal(
                api,
                Array.FindIndex(request, message => message.Contents.OfType<FunctionCallContent>().Any(content => content.CallId == call)),
                $"The protected reasoning in front of the call '{call}' is not what was given: it was changed, moved or left out.");
    }

    private static IEnumerable<(string Call, string[] Thoughts)> ThoughtsInFront(IEnumerable<ChatMessage> messages)
    {
        var thoughts = new List<string>();
        foreach (ChatMessage message in messages)
        {
            if (message.Role != ChatRole.Assistant)
            {
                thoughts.Clear();
                continue;
            }

            foreach (AIContent content in message.Contents)
            {
                if (content is TextReasoningContent { ProtectedData: { } secret })
                {
                    thoughts.Add(secret);
                }
                else if (content is FunctionCallContent call)
                {
                    yield return (call.CallId, [.. thoughts]);
                }
            }
        }
    }
}
