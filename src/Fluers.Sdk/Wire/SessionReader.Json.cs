using System.Text.Json;
using System.Text.Json.Nodes;
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

    /// <summary>Reads a JSON value from its UTF-8 text. JSON null is no node, and stored as nil.</summary>
    public JsonNode ReadJsonNode()
    {
        int start = _position;
        JsonElement value = ReadJsonElement();
        CheckNames(value, start);
        return value.ValueKind switch
        {
            JsonValueKind.Object => JsonObject.Create(value)!,
            JsonValueKind.Array => JsonArray.Create(value)!,
            _ => JsonValue.Create(value) ?? throw CorruptAt(start, "JSON null stands where a JSON value is expected"),
        };
    }

    /// <summary>Reads a JSON object from its UTF-8 text.</summary>
    public JsonObject ReadJsonObject()
    {
        int start = _position;
        return ReadJsonNode() as JsonObject ?? throw CorruptAt(start, "the JSON value is no object");
    }

    /// <summary>Reads a JSON array from its UTF-8 text.</summary>
    public JsonArray ReadJsonArray()
    {
        int start = _position;
        return ReadJsonNode() as JsonArray ?? throw CorruptAt(start, "the JSON value is no array");
    }

    /// <summary>A node finds two properties of one name when it is first used, which is too late.</summary>
    private static void CheckNames(JsonElement value, int start)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in value.EnumerateArray())
            {
                CheckNames(item, start);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (JsonProperty property in value.EnumerateObject())
            {
                if (!names.Add(property.Name))
                {
                    throw CorruptAt(start, $"the JSON object holds the property {property.Name} twice");
                }

                CheckNames(property.Value, start);
            }
        }
    }
}
