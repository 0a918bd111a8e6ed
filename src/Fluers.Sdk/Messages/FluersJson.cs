using System.Collections.Immutable;
using System.Text.Json;

namespace Fluers.Sdk;

/// <summary>
/// Reads and writes the JSON in which fluers keeps sessions: a state with <c>schema_version</c> 1, its messages with lower-case
/// roles, and content tagged by <c>type</c>. Nothing is passed over: what cannot be kept is refused, in both directions.
/// </summary>
/// <remarks>Source of the format: fluers-core <c>message.rs</c> and fluers-runtime <c>session.rs</c>, version 1.</remarks>
public static class FluersJson
{
    private const int StateVersion = 1;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 256, AllowDuplicateProperties = true };

    /// <summary>Reads a session's state.</summary>
    /// <param name="utf8Json">A JSON object, in UTF-8.</param>
    /// <exception cref="SessionSchemaException">It has another <c>schema_version</c> than 1.</exception>
    /// <exception cref="SessionCorruptException">It is not JSON, or not of the shape; the message has the path.</exception>
    public static SessionState ParseState(ReadOnlyMemory<byte> utf8Json)
    {
        using JsonDocument document = Parse(utf8Json, SessionSchema<SessionState>.Instance);
        var state = new JsonNodeReader(document.RootElement, SessionSchema<SessionState>.Instance);
        int version = state.Required("schema_version").Int32();
        if (version != StateVersion)
        {
            SchemaVerdict verdict = version > StateVersion ? SchemaVerdict.TooNew : SchemaVerdict.TooOld;
            throw new SessionSchemaException(verdict, SessionSchema<SessionState>.Instance, version, session: null);
        }

        state.Allow("schema_version", "model", "max_turns", "system_message", "messages", "metadata");
        return new SessionState
        {
            Model = state.Required("model").Text(),
            MaxTurns = state.Required("max_turns").Int32(),
            SystemMessage = state.Optional("system_message")?.Text(),
            Messages = [.. state.Required("messages").Items().Select(Message)],
            Metadata = state.Required("metadata").Properties().ToImmutableDictionary(pair => pair.Name, pair => pair.Value.Text()),
        };
    }

    /// <summary>Writes a session's state in the exact shape that fluers reads.</summary>
    /// <param name="state">The state, its log included.</param>
    /// <returns>A JSON object, in UTF-8.</returns>
    /// <exception cref="SessionValueException">It holds what the shape has no place for, such as a model's reasoning; the message has the path.</exception>
    public static byte[] WriteState(SessionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        byte[] json = FluersJsonWriter.Write(state, StateVersion);

        // Members of a newer build and half surrogates leave no trace in JSON; only reading it shows that they are gone.
        return ParseState(json).Equals(state)
            ? json
            : throw new SessionValueException("fluers version 1 has no place for some of it: members of a newer build, or half a surrogate; export the session's frames instead");
    }

    /// <summary>Reads a conversation: a JSON array of messages.</summary>
    /// <param name="utf8Json">The array, in UTF-8.</param>
    /// <exception cref="SessionCorruptException">It is not JSON, or not of the shape; the message has the path.</exception>
    public static ImmutableArray<AgentMessage> ParseMessages(ReadOnlyMemory<byte> utf8Json)
    {
        using JsonDocument document = Parse(utf8Json, SessionSchema<AgentMessage>.Instance);
        return [.. new JsonNodeReader(document.RootElement, SessionSchema<AgentMessage>.Instance).Items().Select(Message)];
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8Json, SessionSchema schema)
    {
        try
        {
            return JsonDocument.Parse(utf8Json, Strict);
        }
        catch (JsonException e)
        {
            throw new SessionCorruptException(
                $"it is not JSON, line {e.LineNumber + 1}: {e.Message}", e.BytePositionInLine ?? 0, new() { Schema = schema }, e);
        }
    }

    private static AgentMessage Message(JsonNodeReader message)
    {
        message.Allow("role", "content");
        return new AgentMessage
        {
            Role = Role(message.Required("role")),
            Content = message.Optional("content") is { } content ? [.. content.Items().Select(Block)] : [],
        };
    }

    private static MessageRole Role(JsonNodeReader role) => role.Text() switch
    {
        "system" => MessageRole.System,
        "user" => MessageRole.User,
        "assistant" => MessageRole.Assistant,
        "tool" => MessageRole.Tool,
        "signal" => MessageRole.Signal,
        var other => throw role.Error($"the role '{other}' is not one of system, user, assistant, tool, signal"),
    };

    private static ContentBlock Block(JsonNodeReader block)
    {
        JsonNodeReader type = block.Required("type");
        switch (type.Text())
        {
            case "text":
                block.Allow("type", "text");
                return new ContentBlock.Text(block.Required("text").Text());
            case "image":
                block.Allow("type", "image");
                JsonNodeReader image = block.Required("image");
                image.Allow("media_type", "data");
                return new ContentBlock.Image(image.Required("media_type").Text(), image.Required("data").Base64());
            case "tool_use":
                block.Allow("type", "id", "name", "input");
                return new ContentBlock.ToolUse(block.Required("id").Text(), block.Required("name").Text(), block.Required("input").Json());
            case "tool_result":
                block.Allow("type", "tool_use_id", "content");
                return new ContentBlock.ToolResult(block.Required("tool_use_id").Text(), block.Required("content").Json());
            case "reasoning":
                block.Allow("type", "text", "signature", "encrypted");
                return new ContentBlock.Reasoning(
                    block.Required("text").Text(), block.Optional("signature")?.Text(), block.Optional("encrypted")?.Text());
            case var other:
                throw type.Error($"the content type '{other}' is not one of text, image, tool_use, tool_result, reasoning");
        }
    }
}
