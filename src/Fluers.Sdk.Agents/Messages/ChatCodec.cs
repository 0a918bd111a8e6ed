using System.Buffers;
using System.Text.Json;
using Fluers.Sdk.Wire;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Messages;

/// <summary>Between the messages of Microsoft.Extensions.AI and what is stored of them.</summary>
internal sealed partial class ChatCodec
{
    private readonly JsonSerializerOptions _options;
    private readonly JsonValues _json;

    private ChatCodec(JsonSerializerOptions options)
    {
        _options = options;
        _json = new JsonValues(options);
    }

    /// <summary>The codec of the types that Microsoft.Extensions.AI knows by itself.</summary>
    public static ChatCodec Default { get; } = new(AIJsonUtilities.DefaultOptions);

    public static ChatCodec With(JsonSerializerOptions? options) => options is null || options == AIJsonUtilities.DefaultOptions ? Default : new ChatCodec(options);

    /// <summary>Named values as one JSON object.</summary>
    public JsonElement ToJson(IEnumerable<KeyValuePair<string, object?>> values) => _json.Of(values)!.Value;

    /// <summary>The arguments of a call as the JSON that they are stored as; <see langword="null"/> where there are none.</summary>
    public JsonElement? ArgumentsOf(FunctionCallContent call) => _json.Of(call.Arguments);

    public StoredMessage Store(ChatMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new StoredMessage(message.Role.Value, [.. message.Contents.Select(Store)])
        {
            AuthorName = message.AuthorName,
            CreatedAt = message.CreatedAt,
            MessageId = message.MessageId,
            Properties = _json.Of(message.AdditionalProperties),
        };
    }

    public ChatMessage Restore(StoredMessage stored) => new(RoleOf(stored.Role), [.. stored.Contents.Select(Restore)])
    {
        AuthorName = stored.AuthorName,
        CreatedAt = stored.CreatedAt,
        MessageId = stored.MessageId,
        AdditionalProperties = JsonValues.Additional(stored.Properties),
    };

    public StoredResponse Store(ChatResponse response) => new([.. response.Messages.Select(Store)])
    {
        ResponseId = response.ResponseId,
        ConversationId = response.ConversationId,
        ModelId = response.ModelId,
        CreatedAt = response.CreatedAt,
        FinishReason = response.FinishReason?.Value,
        Usage = Store(response.Usage),
        Properties = _json.Of(response.AdditionalProperties),
    };

    public ChatResponse Restore(StoredResponse stored) => new([.. stored.Messages.Select(Restore)])
    {
        ResponseId = stored.ResponseId,
        ConversationId = stored.ConversationId,
        ModelId = stored.ModelId,
        CreatedAt = stored.CreatedAt,
        FinishReason = ReasonOf(stored.FinishReason),
        Usage = Restore(stored.Usage),
        AdditionalProperties = JsonValues.Additional(stored.Properties),
    };

    public StoredUpdate Store(ChatResponseUpdate update) => new([.. update.Contents.Select(Store)])
    {
        Role = update.Role?.Value,
        AuthorName = update.AuthorName,
        MessageId = update.MessageId,
        ResponseId = update.ResponseId,
        ConversationId = update.ConversationId,
        ModelId = update.ModelId,
        CreatedAt = update.CreatedAt,
        FinishReason = update.FinishReason?.Value,
        Properties = _json.Of(update.AdditionalProperties),
    };

    public ChatResponseUpdate Restore(StoredUpdate stored) => new()
    {
        Contents = [.. stored.Contents.Select(Restore)],
        Role = stored.Role is { } role ? RoleOf(role) : null,
        AuthorName = stored.AuthorName,
        MessageId = stored.MessageId,
        ResponseId = stored.ResponseId,
        ConversationId = stored.ConversationId,
        ModelId = stored.ModelId,
        CreatedAt = stored.CreatedAt,
        FinishReason = ReasonOf(stored.FinishReason),
        AdditionalProperties = JsonValues.Additional(stored.Properties),
    };

    private static ChatRole RoleOf(string role) => Whole(() => new ChatRole(role), "the role of a message");

    private static ChatFinishReason? ReasonOf(string? reason) =>
        reason is null ? null : Whole<ChatFinishReason?>(() => new ChatFinishReason(reason), "the finish reason of a response");

    /// <summary>The bytes of a content, by which two are the same.</summary>
    public static byte[] BytesOf(StoredContent content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new SessionWriter(buffer);
        StoredContent.SessionFormatter.Write(ref writer, content);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
