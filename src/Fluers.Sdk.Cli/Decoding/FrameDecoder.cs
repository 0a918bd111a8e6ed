using System.Buffers;
using System.Text.Json;
using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Cli.Decoding;

/// <summary>Reads any frame by the lock of its schema, without the code that wrote it.</summary>
/// <param name="catalog">The schemas that are known.</param>
internal sealed class FrameDecoder(SchemaCatalog catalog)
{
    private static readonly JsonWriterOptions Options =
        new() { Encoder = VisibleJson.Instance, SkipValidation = true, MaxDepth = 4096 };

    private readonly ArrayBufferWriter<byte> _json = new();

    /// <summary>Decodes a frame whose header and checksum are right.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="payload">Its payload.</param>
    /// <returns>The frame; its JSON is valid until the next call.</returns>
    /// <exception cref="SessionCorruptException">The payload is not what its version of the schema is like.</exception>
    public DecodedFrame Decode(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        _json.ResetWrittenCount();
        var reader = new SessionReader(payload);
        var opaque = new List<string>();
        using (var json = new Utf8JsonWriter(_json, Options))
        {
            var values = new ValueDecoder(json, opaque);
            if (WhyOpaque(header) is { } why)
            {
                values.WriteOpaque(ref reader, why);
            }
            else
            {
                values.WriteRoot(ref reader, catalog.Find(header.SchemaHash)!.Find(header.Version)!.Shape);
            }
        }

        reader.End();
        return new DecodedFrame(header, _json.WrittenMemory, opaque);
    }

    private string? WhyOpaque(in FrameHeader header) => catalog.Find(header.SchemaHash) switch
    {
        null => $"no lock of schema #{header.SchemaHash:x16} was found",
        SchemaLock schema when schema.Find(header.Version) is null => $"the lock of '{schema.Id}' has no version {header.Version}",
        _ => null,
    };
}
