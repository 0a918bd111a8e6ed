using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Fluers.Sdk.Agents.Messages;

/// <summary>
/// JSON without the whitespace between its tokens, each token as it was written, to the digit and to the escape. The options of
/// Microsoft.Extensions.AI indent, and so every result of a function would be stored with its indentation.
/// </summary>
internal static class CompactJson
{
    // How deep is for who parsed it, and for the store.
    private static readonly JsonReaderOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = int.MaxValue };

    /// <summary>The same value, on its own memory.</summary>
    public static JsonElement Of(JsonElement json)
    {
        if (json.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return json.Clone();
        }

        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(json);
        var tokens = new ArrayBufferWriter<byte>(raw.Length);
        var reader = new Utf8JsonReader(raw, Reading);
        bool follows = false;   // a value that the next one is parted from by a comma
        while (reader.Read())
        {
            JsonTokenType token = reader.TokenType;
            if (follows && token is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
            {
                tokens.Write(","u8);
            }

            bool isText = token is JsonTokenType.PropertyName or JsonTokenType.String;
            tokens.Write(isText ? "\""u8 : []);
            tokens.Write(reader.ValueSpan);
            tokens.Write(isText ? "\""u8 : []);
            tokens.Write(token is JsonTokenType.PropertyName ? ":"u8 : []);
            follows = token is not (JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.StartArray);
        }

        return tokens.WrittenCount == raw.Length ? json.Clone() : JsonElement.Parse(tokens.WrittenSpan, new JsonDocumentOptions { MaxDepth = int.MaxValue });
    }
}
