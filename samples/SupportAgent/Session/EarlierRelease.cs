using Fluers.Sdk;
using Fluers.Sdk.Agents;
using Microsoft.Extensions.AI;

namespace SupportAgent;

/// <summary>
/// What the first three releases stored, as this one goes on with it. The kind of entry that a log has never changes, so their conversations are brought
/// into sessions of the new kind: once, under an id that follows from theirs. Theirs stay as they are.
/// </summary>
internal static class EarlierRelease
{
    /// <summary>The id of the session that goes on with one of an earlier release.</summary>
    public static string IdAfter(string id) => $"{id}-continued";

    /// <summary>The whole conversation, as a session of today begins with it.</summary>
    public static SupportConversation Import(SupportSession session) => new()
    {
        Subject = session.Subject,
        Priority = session.Priority,
        Customer = session.Customer,
        Refunds = session.Refunds,
        Log = [.. session.Messages.Select(message => new AgentEntry.Message(StoredMessage.From(ToChat(message))))],
    };

    private static ChatMessage ToChat(SupportMessage message) => new(RoleOf(message.Role), [.. message.Content.Select(ToChat).OfType<AIContent>()]);

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
        ContentBlock.ToolUse call => new FunctionCallContent(call.Id, call.Name, call.Input.ValueKind == System.Text.Json.JsonValueKind.Object
            ? call.Input.EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value)
            : []),
        ContentBlock.ToolResult result => new FunctionResultContent(result.ToolUseId, result.Content),
        _ => null,   // no release stored others
    };
}
