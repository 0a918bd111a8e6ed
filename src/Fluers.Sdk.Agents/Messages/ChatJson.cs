using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents;

/// <summary>
/// Conversations as JSON, in both dialects that are found: the one of <see cref="AIJsonUtilities.DefaultOptions"/>, with names in
/// camel case and without nulls, and the one of a plain serializer, with names in Pascal case and with nulls.
/// </summary>
public static class ChatJson
{
    /// <summary>Reads a conversation: an array of messages, or an object whose member <c>messages</c> is one.</summary>
    /// <param name="json">The JSON. Where the kind of a content stands among its members does not matter: some databases sort them.</param>
    /// <param name="options">Which content types of the caller's own there are; none unless stated.</param>
    /// <returns>The messages, for <see cref="StoredMessage.From"/> or for a model.</returns>
    /// <exception cref="SessionCorruptException">The JSON is none, or is no conversation; the message says where.</exception>
    public static IReadOnlyList<ChatMessage> ParseMessages(string json, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        var reading = new JsonSerializerOptions(options ?? AIJsonUtilities.DefaultOptions) { AllowOutOfOrderMetadataProperties = true, PropertyNameCaseInsensitive = true };
        try
        {
            JsonElement root = JsonElement.Parse(json);
            JsonElement messages = root.ValueKind == JsonValueKind.Object
                ? root.EnumerateObject().FirstOrDefault(member => member.Name.Equals("messages", StringComparison.OrdinalIgnoreCase)).Value
                : root;
            return messages.ValueKind == JsonValueKind.Array
                ? messages.Deserialize((JsonTypeInfo<ChatMessage[]>)reading.GetTypeInfo(typeof(ChatMessage[])))!
                : throw new SessionCorruptException($"expected an array of messages, or an object with one, found {root.ValueKind}", 0);
        }
        catch (JsonException e)
        {
            throw new SessionCorruptException($"the JSON is no conversation at {e.Path ?? "$"}: {e.Message}", e.BytePositionInLine ?? 0, e);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or InvalidOperationException or FormatException)
        {
            throw new SessionCorruptException($"the JSON is no conversation: {e.Message}", 0, e);
        }
    }

    /// <summary>Writes a conversation in the dialect of <see cref="AIJsonUtilities.DefaultOptions"/>.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="options">Which content types of the caller's own there are; none unless stated.</param>
    public static string WriteMessages(IEnumerable<ChatMessage> messages, JsonSerializerOptions? options = null)
    {
        JsonSerializerOptions writing = options ?? AIJsonUtilities.DefaultOptions;
        return JsonSerializer.Serialize(messages, (JsonTypeInfo<IEnumerable<ChatMessage>>)writing.GetTypeInfo(typeof(IEnumerable<ChatMessage>)));
    }
}
