using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Messages;

/// <summary>Values of no fixed type, as the JSON that they are stored as.</summary>
/// <param name="options">How a value that is no JSON yet becomes JSON.</param>
internal readonly struct JsonValues(JsonSerializerOptions options)
{
    // How deep is for the store to say, which has one limit for everything.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue };
    private static readonly JsonDocumentOptions Parsing = new() { MaxDepth = int.MaxValue };

    /// <summary>The JSON of a value; <see langword="null"/> for null. A value that is JSON keeps every digit, and loses its indentation.</summary>
    public JsonElement? Of(object? value) => value switch
    {
        null => null,
        JsonElement { ValueKind: JsonValueKind.Undefined } => null,
        JsonElement json => CompactJson.Of(json),
        _ => Build(value, static (writer, value, values) => values.Write(writer, value)),
    };

    /// <summary>One JSON object of named values, in their order; <see langword="null"/> for null.</summary>
    public JsonElement? Of(IEnumerable<KeyValuePair<string, object?>>? values) => values is null ? null : Build(values, static (writer, values, self) =>
    {
        writer.WriteStartObject();
        foreach ((string name, object? value) in values)
        {
            writer.WritePropertyName(name);
            self.Write(writer, value);
        }

        writer.WriteEndObject();
    });

    /// <summary>
    /// The named values of a JSON object, each of them JSON; <see langword="null"/> for none. JSON allows a name twice, and a dictionary does not: the last
    /// value is taken, as readers of JSON do, and what is stored keeps both.
    /// </summary>
    /// <param name="json">The object.</param>
    /// <param name="what">What it is, for the error.</param>
    /// <exception cref="SessionCorruptException">The JSON is no object.</exception>
    public static Dictionary<string, object?>? Named(JsonElement? json, string what)
    {
        if (json is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value)
        {
            return null;
        }

        var values = new Dictionary<string, object?>();
        foreach (JsonProperty member in Members(value, what))
        {
            values[member.Name] = ValueOf(member);
        }

        return values;
    }

    /// <summary>The additional properties of a JSON object, each of them JSON. Their names differ in more than case.</summary>
    /// <param name="json">The object.</param>
    /// <exception cref="SessionCorruptException">The JSON is no object.</exception>
    public static AdditionalPropertiesDictionary? Additional(JsonElement? json)
    {
        if (json is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value)
        {
            return null;
        }

        var values = new AdditionalPropertiesDictionary();
        foreach (JsonProperty member in Members(value, "the additional properties"))
        {
            values[member.Name] = ValueOf(member);
        }

        return values;
    }

    /// <summary>Whether a dictionary cannot hold all that is stored, so that what is stored has to be kept beside it.</summary>
    /// <param name="json">What is stored.</param>
    /// <param name="names">How the dictionary compares names.</param>
    public static bool IsMoreThanNamed(JsonElement? json, StringComparer names)
    {
        if (json is not { } value)
        {
            return false;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        var seen = new HashSet<string>(names);
        return value.EnumerateObject().Any(member => !seen.Add(member.Name));
    }

    /// <summary>A text as UTF-8 can hold it: half a surrogate pair, which a provider may send, is U+FFFD, as it is in JSON.</summary>
    public static string Whole(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private JsonElement Build<T>(T value, Action<Utf8JsonWriter, T, JsonValues> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            write(writer, value, this);
        }

        return JsonElement.Parse(buffer.WrittenSpan, Parsing);
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement json, string what) => json.ValueKind == JsonValueKind.Object
        ? json.EnumerateObject()
        : throw new SessionCorruptException($"{what} are JSON of the kind {json.ValueKind} where an object was expected", 0);

    private static object? ValueOf(JsonProperty member) => member.Value.ValueKind == JsonValueKind.Null ? null : member.Value;

    private void Write(Utf8JsonWriter writer, object? value)
    {
        if (value is null or JsonElement { ValueKind: JsonValueKind.Undefined })
        {
            writer.WriteNullValue();
            return;
        }

        if (value is JsonElement json)
        {
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(CompactJson.Of(json)), skipInputValidation: true);
            return;
        }

        if (!options.TryGetTypeInfo(value.GetType(), out JsonTypeInfo? type))
        {
            throw new SessionValueException($"the options have no JSON for {value.GetType()}; give JsonSerializerOptions that know the type");
        }

        try
        {
            JsonSerializer.Serialize(writer, value, type);
        }
        catch (Exception e) when (e is NotSupportedException or JsonException or InvalidOperationException or ArgumentException)
        {
            throw new SessionValueException($"a value of {value.GetType()} has no JSON: {e.Message}");
        }
    }
}
