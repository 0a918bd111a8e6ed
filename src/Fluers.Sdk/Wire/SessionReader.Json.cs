using System.Text.Json;
using System.Text.Unicode;

namespace Fluers.Sdk.Wire;

// JSON, stored as its UTF-8 text.
public ref partial struct SessionReader
{
    /// <summary>
    /// A JSON element is stored as the text that it was parsed from, which has comments and trailing commas where its
    /// parser was told to admit them.
    /// </summary>
    internal static readonly JsonReaderOptions JsonOptions =
        new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a JSON value from its UTF-8 text.</summary>
    public JsonElement ReadJsonElement()
    {
        int start = _position;
        ReadOnlySpan<byte> text = ReadUtf8("JSON, as text");
        if (!Utf8.IsValid(text))
        {
            throw CorruptAt(start, "the JSON is not valid UTF-8");   // its parser looks into no text
        }

        try
        {
            var json = new Utf8JsonReader(text, JsonOptions);
            JsonElement value = JsonElement.ParseValue(ref json);
            return json.BytesConsumed == text.Length && !json.Read() ? value : throw CorruptAt(start, "more text follows the JSON value");
        }
        catch (JsonException e)
        {
            throw new SessionCorruptException("the text is not valid JSON", start, e);
        }
    }
}
