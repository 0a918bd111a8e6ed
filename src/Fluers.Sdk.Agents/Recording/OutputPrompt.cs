using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>
/// The message that Microsoft.Extensions.AI puts behind a request for structured output where the schema is not part of the options. Nobody said it, so it goes to
/// the model and is not recorded.
/// </summary>
internal static class OutputPrompt
{
    private const string Beginning = "Respond with a JSON value conforming to the following schema:";

    /// <summary>Takes it out of a request.</summary>
    public static ChatMessage? TakeFrom(List<ChatMessage> given, ChatOptions? options)
    {
        int at = options?.ResponseFormat is ChatResponseFormatJson
            ? given.FindLastIndex(message => message.Role == ChatRole.User && message.Contents is [TextContent { Text: var text }] && text.StartsWith(Beginning, StringComparison.Ordinal))
            : -1;
        if (at < 0)
        {
            return null;
        }

        ChatMessage prompt = given[at];
        given.RemoveAt(at);
        return prompt;
    }
}
