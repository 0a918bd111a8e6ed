using System.Text.Json;
using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.Decoding;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary>A decoded frame as JSON: what its header says, and its value by name.</summary>
internal static class FrameJson
{
    /// <param name="json">Takes the object.</param>
    /// <param name="catalog">The schemas that are known.</param>
    /// <param name="entry">The sequence number; <see langword="null"/> for a head.</param>
    /// <param name="frame">The frame.</param>
    public static void Write(Utf8JsonWriter json, SchemaCatalog catalog, long? entry, DecodedFrame frame)
    {
        json.WriteStartObject();
        if (entry is { } number)
        {
            json.WriteNumber("entry", number);
        }

        json.WriteString("schema", catalog.NameOf(frame.Header.SchemaHash));
        json.WriteNumber("version", frame.Header.Version);
        json.WriteNumber("minReader", frame.Header.MinReader);
        json.WriteNumber("bytes", frame.Header.FrameLength);
        json.WritePropertyName("value");
        json.WriteRawValue(frame.Json.Span, skipInputValidation: true);
        if (frame.Opaque.Count > 0)
        {
            json.WriteStartArray("opaque");
            foreach (string place in frame.Opaque)
            {
                json.WriteStringValue(place);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
