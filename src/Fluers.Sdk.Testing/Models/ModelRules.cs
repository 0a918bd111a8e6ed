using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Testing;

/// <summary>
/// What the APIs of model providers refuse with status 400, written down once: a conversation in which a call of a tool is not answered exactly once, right
/// behind the message with the call; a result without its call; an empty message; a role out of place.
/// </summary>
public static class ModelRules
{
    /// <summary>Checks the messages of a request.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="api">The API.</param>
    /// <param name="options">The options of the request. With a <see cref="ChatOptions.ConversationId"/> the provider has what came before.</param>
    /// <returns>Why the API refuses them; <see langword="null"/> where it does not.</returns>
    public static ModelRefusal? Check(IEnumerable<ChatMessage> messages, ModelApi api, ChatOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return Check(RequestMessage.Of(messages), api, isContinued: options?.ConversationId is not null);
    }

    /// <summary>Checks the body of a request to the chat completions API, as a client has sent it.</summary>
    /// <param name="body">The body.</param>
    /// <returns>Why the API refuses it; <see langword="null"/> where it does not.</returns>
    public static ModelRefusal? CheckChatCompletions(JsonElement body) => Check(RequestMessage.OfChatCompletions(body), ModelApi.ChatCompletions, isContinued: false);

    private static ModelRefusal? Check(List<RequestMessage> messages, ModelApi api, bool isContinued)
    {
        if (messages.Count == 0)
        {
            return new ModelRefusal(api, 0, "The request has no message.");
        }

        ModelRefusal? refusal = messages.Select(message => Roles(message, api) ?? Emptiness(message, api, messages.Count)).FirstOrDefault(found => found is not null);
        return refusal ?? (api == ModelApi.Responses ? Items(messages, isContinued) : Turns(messages, api, isContinued));
    }

    /// <summary>What may stand in a message of its role.</summary>
    private static ModelRefusal? Roles(RequestMessage message, ModelApi api)
    {
        string? reason = message.Role switch
        {
            _ when message.Parts.FirstOrDefault(part => part.Kind == RequestPartKind.Decision) is { } decision =>
                $"The message has a question or a decision about the call '{decision.Value}'; those are between the application and its user.",
            "assistant" when message.Results.FirstOrDefault() is { } result => $"An assistant message has the result of the call '{result.Value}'; results stand in messages of role 'tool'.",
            "user" or "system" when message.Results.FirstOrDefault() is { } result => $"A message of role '{message.Role}' has the result of the call '{result.Value}'; results stand in messages of role 'tool'.",
            "user" or "system" or "tool" when message.Calls.FirstOrDefault() is { } call => $"A message of role '{message.Role}' has the call '{call.Value}'; only the assistant calls tools.",
            "tool" when message.Parts.Any(part => part.Kind is not RequestPartKind.Result) => "A tool message has something else than results.",
            "user" or "assistant" or "system" or "tool" or "developer" => null,
            _ => $"There is no role '{message.Role}'.",
        };
        return reason is null ? null : new ModelRefusal(api, message.Position, reason);
    }

    private static ModelRefusal? Emptiness(RequestMessage message, ModelApi api, int count)
    {
        bool isLastAssistant = message.IsAssistant && message.Position == count - 1;
        bool hasContent = message.Parts.Any(part => part.Kind is RequestPartKind.Call or RequestPartKind.Result or RequestPartKind.Other
            || (part.Kind == RequestPartKind.Reasoning && api == ModelApi.Responses)
            || (part.Kind == RequestPartKind.Text && !string.IsNullOrWhiteSpace(part.Value)));
        if (!hasContent && !(isLastAssistant && api == ModelApi.Messages && message.Parts.Count == 0))
        {
            return new ModelRefusal(api, message.Position, $"The message of role '{message.Role}' is empty.");
        }

        if (api != ModelApi.Messages)
        {
            return null;
        }

        if (message.Parts.Any(part => part.Kind == RequestPartKind.Text && string.IsNullOrWhiteSpace(part.Value)))
        {
            return new ModelRefusal(api, message.Position, "A text block has no text.");
        }

        return isLastAssistant && message.Parts is [.., { Kind: RequestPartKind.Text, Value: var text }] && char.IsWhiteSpace(text[^1])
            ? new ModelRefusal(api, message.Position, "The last message is the assistant's, and its text ends in white space.")
            : null;
    }

    /// <summary>Each call is answered once, by the messages right behind the one that has it, and nothing else is answered.</summary>
    private static ModelRefusal? Turns(List<RequestMessage> messages, ModelApi api, bool isContinued)
    {
        var known = new HashSet<string>();
        var open = new HashSet<string>();
        int asked = 0;
        bool mayAnswer = isContinued;   // the provider has the calls that the first results answer
        foreach (RequestMessage message in messages)
        {
            if (message.IsTool)
            {
                foreach (RequestPart result in message.Results)
                {
                    if (!open.Remove(result.Value) && !(mayAnswer && known.Add(result.Value)))
                    {
                        return new ModelRefusal(api, message.Position, $"The result of the call '{result.Value}' answers no open call of the message in front of it.");
                    }
                }

                continue;
            }

            if (open.Count > 0)
            {
                return new ModelRefusal(api, asked, $"The call '{open.First()}' has no result right behind it.");
            }

            mayAnswer = false;
            asked = message.Position;
            foreach (RequestPart call in message.Calls)
            {
                if (!open.Add(call.Value) || (!known.Add(call.Value) && api == ModelApi.Messages))
                {
                    return new ModelRefusal(api, message.Position, $"The id '{call.Value}' is of two calls.");
                }
            }
        }

        return open.Count > 0 ? new ModelRefusal(api, asked, $"The call '{open.First()}' has no result right behind it.") : null;
    }

    /// <summary>Each call has its output and each output its call, somewhere behind it; what was thought is followed by what it was thought for.</summary>
    private static ModelRefusal? Items(List<RequestMessage> messages, bool isContinued)
    {
        var ids = new HashSet<string>();
        var open = new Dictionary<string, int>();
        var answered = new HashSet<string>();
        for (int i = 0; i < messages.Count; i++)
        {
            RequestMessage message = messages[i];
            if (message.IsAssistant && message.Id is { } id && !ids.Add(id))
            {
                return new ModelRefusal(ModelApi.Responses, message.Position, $"The item id '{id}' is there twice.");
            }

            if (message.Parts is [.., { Kind: RequestPartKind.Reasoning }] && (i + 1 == messages.Count || !messages[i + 1].IsAssistant))
            {
                return new ModelRefusal(ModelApi.Responses, message.Position, "A reasoning item is not followed by the item that it was for.");
            }

            foreach (RequestPart part in message.Parts)
            {
                if (part.Kind == RequestPartKind.Call && !open.TryAdd(part.Value, message.Position))
                {
                    return new ModelRefusal(ModelApi.Responses, message.Position, $"The id '{part.Value}' is of two open calls.");
                }

                if (part.Kind == RequestPartKind.Result && !open.Remove(part.Value) && (!isContinued || !answered.Add(part.Value)))
                {
                    return new ModelRefusal(ModelApi.Responses, message.Position, $"The output of the call '{part.Value}' has no open call.");
                }
            }
        }

        return open.Count > 0
            ? new ModelRefusal(ModelApi.Responses, open.First().Value, $"The call '{open.First().Key}' has no output.")
            : null;
    }
}
