using System.Text.Json;

namespace Fluers.Sdk;

/// <summary>A JSON value with its path, so that each fault tells where it is.</summary>
internal readonly struct JsonNodeReader(JsonElement value, SessionSchema schema, string path = "$")
{
    /// <summary>Refuses properties that would be lost.</summary>
    public void Allow(params ReadOnlySpan<string> names)
    {
        foreach (JsonProperty property in Expect(JsonValueKind.Object).EnumerateObject())
        {
            if (!names.Contains(property.Name))
            {
                throw Error($"the property '{property.Name}' has no place in the session and would be lost");
            }
        }
    }

    public JsonNodeReader Required(string name) =>
        Expect(JsonValueKind.Object).TryGetProperty(name, out JsonElement found)
            ? new JsonNodeReader(found, schema, $"{path}.{name}")
            : throw Error($"the property '{name}' is missing");

    /// <summary>A property; <see langword="null"/> when it is absent or null.</summary>
    public JsonNodeReader? Optional(string name) =>
        Expect(JsonValueKind.Object).TryGetProperty(name, out JsonElement found) && found.ValueKind != JsonValueKind.Null
            ? new JsonNodeReader(found, schema, $"{path}.{name}")
            : null;

    public IEnumerable<JsonNodeReader> Items()
    {
        (SessionSchema of, string at) = (schema, path);
        return Expect(JsonValueKind.Array).EnumerateArray().Select((item, index) => new JsonNodeReader(item, of, $"{at}[{index}]"));
    }

    public IEnumerable<(string Name, JsonNodeReader Value)> Properties()
    {
        (SessionSchema of, string at) = (schema, path);
        return Expect(JsonValueKind.Object).EnumerateObject()
            .Select(property => (property.Name, new JsonNodeReader(property.Value, of, $"{at}.{property.Name}")));
    }

    public string Text()
    {
        try
        {
            return Expect(JsonValueKind.String).GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw Error("the text has a surrogate without its other half, which UTF-8 cannot hold", e);
        }
    }

    public int Int32() => Expect(JsonValueKind.Number).TryGetInt32(out int number) ? number : throw Error("the number is no 32-bit integer");

    public ReadOnlyMemory<byte> Base64() =>
        Expect(JsonValueKind.String).TryGetBytesFromBase64(out byte[]? bytes) ? bytes : throw Error("the text is not Base64");

    /// <summary>The value itself, every digit kept.</summary>
    public JsonElement Json() => value.Clone();

    public SessionCorruptException Error(string reason, Exception? cause = null) =>
        new(reason, offset: 0, new() { Schema = schema, Path = path }, cause);

    private JsonElement Expect(JsonValueKind kind) =>
        value.ValueKind == kind ? value : throw Error($"expected {kind}, found {value.ValueKind}");
}
