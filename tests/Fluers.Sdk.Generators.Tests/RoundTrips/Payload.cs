using System.Buffers;
using System.Globalization;
using Fluers.Sdk.Frames;
using MessagePack;
using MessagePack.Resolvers;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>Values as the bytes behind a frame's header.</summary>
internal static class Payload
{
    /// <summary>MessagePack-CSharp with the generated formatters.</summary>
    public static MessagePackSerializerOptions Generated { get; } =
        MessagePackSerializerOptions.Standard.WithResolver(CompositeResolver.Create(SessionFormatterResolver.Instance, StandardResolver.Instance));

    public static byte[] Write<T>(T value)
        where T : ISessionSchema<T> => T.Schema.Encode(value, FrameKind.Entry)[FrameHeader.Size..];

    public static T Read<T>(byte[] payload)
        where T : ISessionSchema<T>
    {
        byte[] frame = [.. new byte[FrameHeader.Size], .. payload];
        new FrameHeader { Kind = FrameKind.Entry, SchemaHash = T.Schema.IdHash, Version = T.Schema.Version, MinReader = T.Schema.MinReader }.Seal(frame);
        return T.Schema.Decode(frame);
    }

    /// <summary>An object as another build could have written it: values by key.</summary>
    public static byte[] Of(params object?[] values)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        Write(ref writer, values);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static void Write(ref MessagePackWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case long or int:
                writer.Write(Convert.ToInt64(value, CultureInfo.InvariantCulture));   // in its shortest form, as everyone writes it
                break;
            case object?[] items:
                writer.WriteArrayHeader(items.Length);
                foreach (object? item in items)
                {
                    Write(ref writer, item);
                }

                break;
            default:
                MessagePackSerializer.Serialize(value.GetType(), ref writer, value);
                break;
        }
    }
}
