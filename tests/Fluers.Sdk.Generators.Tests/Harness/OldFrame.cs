using Fluers.Sdk.Frames;
using Fluers.Sdk.Generators.Tests.RoundTrips;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>Frames as another build could have written them.</summary>
internal static class OldFrame
{
    /// <summary>A frame with an object: values by key.</summary>
    public static byte[] Of(string schema, int version, params object?[] values)
    {
        byte[] frame = [.. new byte[FrameHeader.Size], .. Payload.Of(values)];
        new FrameHeader { Kind = FrameKind.Entry, SchemaHash = FrameHeader.HashOf(schema), Version = version, MinReader = version }.Seal(frame);
        return frame;
    }
}
