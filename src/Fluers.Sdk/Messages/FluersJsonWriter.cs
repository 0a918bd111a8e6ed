using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fluers.Sdk;

/// <summary>Writes a state in the exact shape that fluers reads. What that has no place for is refused, with its path.</summary>
internal static class FluersJsonWriter
{
    // As fluers writes: no more escapes than JSON asks for.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    public static byte[] Write(SessionState state, int version)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("schema_version", version);
            json.WriteString("model", state.Model);
            json.WriteNumber("max_turns", state.MaxTurns);
            json.WriteString("system_message", state.SystemMessage);
            json.WriteStartArray("messages");
            int index = 0;
            foreach (AgentMessage message in state.Messages)
            {
                Write(json, message, $"$.messages[{index++}]");
            }

            json.WriteEndArray();
            json.WriteStartObject("metadata");
            foreach ((string name, string value) in state.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, AgentMessage message, string path)
    {
        json.WriteStartObject();
        json.WriteString("role", RoleOf(message.Role, path));
        json.WriteStartArray("content");
        int index = 0;
        foreach (ContentBlock block in message.Content.IsDefault ? [] : message.Content)
        {
            json.WriteStartObject();
            Write(json, block, $"{path}.content[{index++}]");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string RoleOf(MessageRole role, string path) => role switch
    {
        MessageRole.System => "system",
        MessageRole.User => "user",
        MessageRole.Assistant => "assistant",
        MessageRole.Tool => "tool",
        MessageRole.Signal => "signal",
        _ => throw Refused($"{path}.role", $"the role {(int)role} of a newer build"),
    };

    private static void Write(Utf8JsonWriter json, ContentBlock block, string path)
    {
        switch (block)
        {
            case ContentBlock.Text text:
                json.WriteString("type", "text");
                json.WriteString("text", text.Value);
                break;
            case ContentBlock.Image image:
                json.WriteString("type", "image");
                json.WriteStartObject("image");
                json.WriteString("media_type", image.MediaType);
                json.WriteBase64String("data", image.Data.Span);
                json.WriteEndObject();
                break;
            case ContentBlock.ToolUse use:
                json.WriteString("type", "tool_use");
                json.WriteString("id", use.Id);
                json.WriteString("name", use.Name);
                json.WritePropertyName("input");
                Write(json, use.Input);
                break;
            case ContentBlock.ToolResult result:
                json.WriteString("type", "tool_result");
                json.WriteString("tool_use_id", result.ToolUseId);
                json.WritePropertyName("content");
                Write(json, result.Content);
                break;
            case ContentBlock.Reasoning:
                throw Refused(path, "the model's reasoning");
            default:
                throw Refused(path, "content of a newer build");
        }
    }

    // The text itself, so that every digit is kept; a default element is JSON's null.
    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteRawValue(value.GetRawText(), skipInputValidation: true);
    }

    private static SessionValueException Refused(string path, string what) =>
        new($"fluers version 1 has no place for {what}; export the session's frames instead", path, SessionSchema<SessionState>.Instance);
}
