using System.Text.Json;
using Fluers.Sdk;
using Microsoft.Extensions.AI;

namespace SupportAgent;

/// <summary>Between the log, which is stored, and the messages that an <see cref="IChatClient"/> takes and gives.</summary>
internal static class ChatMapping
{
    private static readonly JsonElement NoObject = JsonElement.Parse("null");

    /// <summary>The conversation as the model sees it.</summary>
    public static IEnumerable<ChatMessage> ToChat(SessionLog<SupportMessage> log) =>
        log.Select(message => new ChatMessage(RoleOf(message.Role), [.. message.Content.Select(ToChat).OfType<AIContent>()]));

    /// <summary>A response of the model as one entry of the log.</summary>
    public static SupportMessage FromChat(ChatResponse response) =>
        SupportMessage.Assistant([.. response.Messages.SelectMany(message => message.Contents).Select(FromChat).OfType<ContentBlock>()]);

    private static ChatRole RoleOf(MessageRole role) => role switch
    {
        MessageRole.User => ChatRole.User,
        MessageRole.Assistant => ChatRole.Assistant,
        MessageRole.Tool => ChatRole.Tool,
        _ => ChatRole.System,
    };

    private static AIContent? ToChat(ContentBlock block) => block switch
    {
        ContentBlock.Text text => new TextContent(text.Value),
        ContentBlock.Reasoning thought => new TextReasoningContent(thought.Value) { ProtectedData = thought.Encrypted },
        ContentBlock.ToolUse call => new FunctionCallContent(call.Id, call.Name, ArgumentsOf(call.Input)),
        ContentBlock.ToolResult result => new FunctionResultContent(result.ToolUseId, result.Content),
        _ => null,
    };

    // The kinds of content that this agent asks for; a model that speaks in others has nothing to say here.
    private static ContentBlock? FromChat(AIContent content) => content switch
    {
        TextContent { Text.Length: > 0 } text => new ContentBlock.Text(text.Text),
        TextReasoningContent thought => new ContentBlock.Reasoning(thought.Text, Encrypted: thought.ProtectedData),
        FunctionCallContent call => new ContentBlock.ToolUse(call.CallId, call.Name, InputOf(call)),
        _ => null,
    };

    // Arguments that are no JSON object are kept as null, and the tool answers the model with what it expects.
    private static JsonElement InputOf(FunctionCallContent call) =>
        call.Arguments is null || call.Exception is not null ? NoObject : ToolResults.Json(call.Arguments);

    private static Dictionary<string, object?> ArgumentsOf(JsonElement input) =>
        input.ValueKind == JsonValueKind.Object ? input.EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value) : [];
}
