using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using MessagePack;

namespace Fluers.Sdk.Wire;

// JSON, stored as its UTF-8 text.
public ref partial struct SessionWriter
{
    // Escapes what JSON must have escaped and nothing else: no browser reads this text.
    private static readonly JsonWriterOptions JsonWriting =
        new() { MaxDepth = SessionReader.MaxDepth, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions JsonReading = new() { MaxDepth = SessionReader.MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Writes a JSON value as its UTF-8 text, every digit of its numbers kept.</summary>
    /// <exception cref="SessionValueException">The value is <c>default</c>, not UTF-8, or nested deeper than it could be read again.</exception>
    public void WriteJsonElement(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            throw new SessionValueException("the JSON element is default; JSON null would be stored as such");
        }

        ReadOnlySpan<byte> text = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value);
        if (!Utf8.IsValid(text))
        {
            throw new SessionValueException("the JSON value was parsed from bytes that are not valid UTF-8");
        }

        if (text.Count((byte)'[') + text.Count((byte)'{') > SessionReader.MaxDepth)
        {
            CheckDepth(text);   // so many brackets may be nested too deep; most values have far fewer
        }

        WriteUtf8(text);
    }

    /// <summary>Writes a JSON value as its UTF-8 text, <c>default</c> as nil.</summary>
    public void WriteJsonElementOrNil(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            WriteNil();
        }
        else
        {
            WriteJsonElement(value);
        }
    }

    /// <summary>Writes a JSON value as its UTF-8 text.</summary>
    /// <exception cref="SessionValueException">
    /// The value has no JSON, such as a number that is not finite, or could not be read again: it is nested too deep, or holds a property twice.
    /// </exception>
    public void WriteJsonNode(JsonNode value)
    {
        if (value is null)
        {
            throw Null();
        }

        using var buffer = new PooledBuffer();
        try
        {
            using var json = new Utf8JsonWriter(buffer, JsonWriting);
            value.WriteTo(json);
            json.Flush();
            if (JsonSurrogates.WereReplaced(value, buffer.Written.Span))
            {
                throw new SessionValueException("a text in the JSON value has a surrogate without its other half, which UTF-8 cannot hold");
            }

            // A node that was parsed is written as it came, with what it holds twice; it would find that when it is next used.
            using var again = JsonDocument.Parse(buffer.Written, JsonReading);
            if (again.RootElement.ValueKind == JsonValueKind.Null)
            {
                throw new SessionValueException("the JSON value is written as JSON null, which is no node; store null");
            }
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or NotSupportedException or JsonException)
        {
            throw new SessionValueException($"the JSON value cannot be written: {e.Message}");
        }

        WriteUtf8(buffer.Written.Span);
    }

    /// <summary>Writes a JSON object as its UTF-8 text.</summary>
    public void WriteJsonObject(JsonObject value) => WriteJsonNode(value);

    /// <summary>Writes a JSON array as its UTF-8 text.</summary>
    public void WriteJsonArray(JsonArray value) => WriteJsonNode(value);

    private static void CheckDepth(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, SessionReader.JsonOptions);
            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            // It was parsed before, so nothing but its depth can be wrong.
            throw new SessionValueException($"the JSON value is nested deeper than {SessionReader.MaxDepth}");
        }
    }

    private void WriteUtf8(scoped ReadOnlySpan<byte> text)
    {
        MessagePackPrimitives.TryWriteStringHeader(Reserve(5), (uint)text.Length, out int length);
        _written += length;
        WriteRaw(text);
    }
}
