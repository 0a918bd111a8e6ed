using System.Collections.Immutable;
using System.Text.Json;
using Fluers.Sdk.Agents.Messages;
using MessagePack;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents;

/// <summary>One message as it is stored: everything of a <see cref="ChatMessage"/> that outlives its process.</summary>
/// <param name="Role">Who speaks: <c>system</c>, <c>user</c>, <c>assistant</c>, <c>tool</c>, or a role of the provider's own.</param>
/// <param name="Contents">The content, in order. May be empty.</param>
[SessionPart]
public sealed partial record StoredMessage([property: Key(0)] string Role, [property: Key(1)] ImmutableArray<StoredContent> Contents)
{
    /// <summary>The name of who speaks.</summary>
    [Key(2)]
    public string? AuthorName { get; init; }

    /// <summary>When the message was made.</summary>
    [Key(3)]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The id of the message.</summary>
    [Key(4)]
    public string? MessageId { get; init; }

    /// <summary>The additional properties, one JSON object; <see langword="null"/> for none.</summary>
    [Key(5)]
    public JsonElement? Properties { get; init; }

    /// <summary>What is stored of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="options">How values of no fixed type become JSON, and which content types of the caller's own there are; those of Microsoft.Extensions.AI unless stated.</param>
    /// <exception cref="SessionValueException">It holds content of a type without a tag, or a value without JSON.</exception>
    public static StoredMessage From(ChatMessage message, JsonSerializerOptions? options = null) => ChatCodec.With(options).Store(message);

    /// <summary>The message that was stored. Values of no fixed type come as JSON.</summary>
    /// <param name="options">Which content types of the caller's own there are; none unless stated.</param>
    public ChatMessage ToChatMessage(JsonSerializerOptions? options = null) => ChatCodec.With(options).Restore(this);
}

/// <summary>A response of the model as it is stored.</summary>
/// <param name="Messages">Its messages, in order.</param>
[SessionPart]
public sealed partial record StoredResponse([property: Key(0)] ImmutableArray<StoredMessage> Messages)
{
    /// <summary>The provider's id of the response.</summary>
    [Key(1)]
    public string? ResponseId { get; init; }

    /// <summary>The provider's id of the conversation, where the provider keeps it.</summary>
    [Key(2)]
    public string? ConversationId { get; init; }

    /// <summary>The model that answered.</summary>
    [Key(3)]
    public string? ModelId { get; init; }

    /// <summary>When it answered.</summary>
    [Key(4)]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Why it stopped.</summary>
    [Key(5)]
    public string? FinishReason { get; init; }

    /// <summary>What it cost.</summary>
    [Key(6)]
    public StoredUsage? Usage { get; init; }

    /// <summary>The additional properties, one JSON object; <see langword="null"/> for none.</summary>
    [Key(7)]
    public JsonElement? Properties { get; init; }

    /// <summary>What is stored of a response.</summary>
    /// <param name="response">A response.</param>
    /// <param name="options">How values of no fixed type become JSON, and which content types of the caller's own there are.</param>
    /// <exception cref="SessionValueException">It holds content of a type without a tag, or a value without JSON.</exception>
    public static StoredResponse From(ChatResponse response, JsonSerializerOptions? options = null) => ChatCodec.With(options).Store(response);

    /// <summary>A response as it was stored. Values of no fixed type come as JSON.</summary>
    /// <param name="options">Which content types of the caller's own there are; none unless stated.</param>
    public ChatResponse ToChatResponse(JsonSerializerOptions? options = null) => ChatCodec.With(options).Restore(this);
}

/// <summary>A part of a response that streams, as it is stored: several updates in one where they say the same but for their text.</summary>
/// <param name="Contents">The content, in order. May be empty.</param>
[SessionPart]
public sealed partial record StoredUpdate([property: Key(0)] ImmutableArray<StoredContent> Contents)
{
    /// <summary>Who speaks.</summary>
    [Key(1)]
    public string? Role { get; init; }

    /// <summary>The name of who speaks.</summary>
    [Key(2)]
    public string? AuthorName { get; init; }

    /// <summary>The id of the message that this is a part of.</summary>
    [Key(3)]
    public string? MessageId { get; init; }

    /// <summary>The provider's id of the response.</summary>
    [Key(4)]
    public string? ResponseId { get; init; }

    /// <summary>The provider's id of the conversation, where the provider keeps it.</summary>
    [Key(5)]
    public string? ConversationId { get; init; }

    /// <summary>The model that answers.</summary>
    [Key(6)]
    public string? ModelId { get; init; }

    /// <summary>When it was made.</summary>
    [Key(7)]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Why the model stopped.</summary>
    [Key(8)]
    public string? FinishReason { get; init; }

    /// <summary>The additional properties, one JSON object; <see langword="null"/> for none.</summary>
    [Key(9)]
    public JsonElement? Properties { get; init; }

    /// <summary>What is stored of an update.</summary>
    /// <param name="update">An update.</param>
    /// <param name="options">How values of no fixed type become JSON, and which content types of the caller's own there are.</param>
    /// <exception cref="SessionValueException">It holds content of a type without a tag, or a value without JSON.</exception>
    public static StoredUpdate From(ChatResponseUpdate update, JsonSerializerOptions? options = null) => ChatCodec.With(options).Store(update);

    /// <summary>An update as it was stored. Values of no fixed type come as JSON.</summary>
    /// <param name="options">Which content types of the caller's own there are; none unless stated.</param>
    public ChatResponseUpdate ToChatResponseUpdate(JsonSerializerOptions? options = null) => ChatCodec.With(options).Restore(this);
}
