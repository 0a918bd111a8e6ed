using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Testing;

/// <summary>What of a request an API sees: a message with its parts, wherever it came from.</summary>
/// <param name="Position">The position in the request.</param>
/// <param name="Role">Who speaks.</param>
/// <param name="Id">The id of the message; <see langword="null"/> for none.</param>
/// <param name="Parts">The parts that are sent, in order.</param>
internal sealed record RequestMessage(int Position, string Role, string? Id, IReadOnlyList<RequestPart> Parts)
{
    public bool IsAssistant => Role == "assistant";

    public bool IsTool => Role == "tool";

    public IEnumerable<RequestPart> Calls => Parts.Where(part => part.Kind == RequestPartKind.Call);

    public IEnumerable<RequestPart> Results => Parts.Where(part => part.Kind == RequestPartKind.Result);

    /// <summary>The messages of a request as a client of Microsoft.Extensions.AI sends them.</summary>
    public static List<RequestMessage> Of(IEnumerable<ChatMessage> messages) =>
        [.. messages.Select((message, at) => new RequestMessage(at, message.Role.Value, message.MessageId, [.. message.Contents.Select(Of).OfType<RequestPart>()]))];

    /// <summary>The messages of the body of a chat completions request.</summary>
    public static List<RequestMessage> OfChatCompletions(JsonElement body) =>
        [.. body.GetProperty("messages").EnumerateArray().Select((message, at) => new RequestMessage(at, message.GetProperty("role").GetString()!, Id: null, OfChatCompletion(message)))];

    private static List<RequestPart> OfChatCompletion(JsonElement message)
    {
        var parts = new List<RequestPart>();
        if (message.TryGetProperty("tool_call_id", out JsonElement answered))
        {
            parts.Add(new RequestPart(RequestPartKind.Result, answered.GetString()!));
            return parts;
        }

        if (message.TryGetProperty("content", out JsonElement content))
        {
            parts.AddRange(content.ValueKind switch
            {
                JsonValueKind.String => [new RequestPart(RequestPartKind.Text, content.GetString()!)],
                JsonValueKind.Array => content.EnumerateArray().Select(part => part.GetProperty("type").GetString() == "text"
                    ? new RequestPart(RequestPartKind.Text, part.GetProperty("text").GetString()!)
                    : new RequestPart(RequestPartKind.Other, "")),
                _ => Enumerable.Empty<RequestPart>(),
            });
        }

        if (message.TryGetProperty("tool_calls", out JsonElement calls) && calls.ValueKind == JsonValueKind.Array)
        {
            parts.AddRange(calls.EnumerateArray().Select(call => new RequestPart(RequestPartKind.Call, call.GetProperty("id").GetString()!)));
        }

        return parts;
    }

    /// <summary>What of a content is sent; <see langword="null"/> for what stays with the caller.</summary>
    private static RequestPart? Of(AIContent content) => content switch
    {
        TextContent text => new RequestPart(RequestPartKind.Text, text.Text),
        TextReasoningContent { ProtectedData: { } secret } => new RequestPart(RequestPartKind.Reasoning, secret),
        TextReasoningContent or UsageContent or ErrorContent => null,
        FunctionCallContent call => new RequestPart(RequestPartKind.Call, call.CallId),
        FunctionResultContent result => new RequestPart(RequestPartKind.Result, result.CallId),
        ToolApprovalRequestContent { ToolCall: FunctionCallContent call } => new RequestPart(RequestPartKind.Decision, call.CallId),
        ToolApprovalResponseContent { ToolCall: FunctionCallContent call } => new RequestPart(RequestPartKind.Decision, call.CallId),
        _ when content.GetType() == typeof(AIContent) => null,
        _ => new RequestPart(RequestPartKind.Other, ""),
    };
}

/// <summary>A part of a message.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Value">The text, the id of the call, or the protected thought.</param>
internal sealed record RequestPart(RequestPartKind Kind, string Value);

/// <summary>The kinds of parts that rules tell apart.</summary>
internal enum RequestPartKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A call of a tool.</summary>
    Call,

    /// <summary>The result of a call.</summary>
    Result,

    /// <summary>A protected thought.</summary>
    Reasoning,

    /// <summary>A question to a person about a call, or the answer: no API has a place for it.</summary>
    Decision,

    /// <summary>Anything else, such as a picture.</summary>
    Other,
}
