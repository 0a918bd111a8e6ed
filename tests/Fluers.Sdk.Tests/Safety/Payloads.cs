using System.Buffers.Binary;
using System.Text;
using Fluers.Sdk.Frames;
using MessagePack;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>Builds hostile payloads and measures what decoding them costs.</summary>
internal static class Payloads
{
    public const int Large = 1 << 20;

    /// <summary>The header of an array, in its longest form.</summary>
    public static byte[] Array(int count) => Header(MessagePackCode.Array32, count);

    /// <summary>The header of a map, in its longest form.</summary>
    public static byte[] Map(int count) => Header(MessagePackCode.Map32, count);

    /// <summary>An object that has a value at one key only, and nil before it.</summary>
    public static byte[] At(int key, byte[] value) => [.. Array(key + 1), .. Nils(key), .. value];

    public static byte[] Nils(int count)
    {
        byte[] nils = new byte[count];
        System.Array.Fill(nils, MessagePackCode.Nil);
        return nils;
    }

    /// <summary>An array of as many keys as fit into a mebibyte, each different.</summary>
    public static byte[] Keys<T>(Func<int, T> key) => Filled(Array, index => MessagePackSerializer.Serialize(key(index)));

    /// <summary>A map of as many keys as fit into a mebibyte, each different.</summary>
    public static byte[] Entries<T>(Func<int, T> key) => Filled(Map, index => [.. MessagePackSerializer.Serialize(key(index)), 1]);

    /// <summary>The same with an empty text for each value.</summary>
    public static byte[] EntriesOfText<T>(Func<int, T> key) => Filled(Map, index => [.. MessagePackSerializer.Serialize(key(index)), MessagePackCode.MinFixStr]);

    /// <summary>The same with nil for each value.</summary>
    public static byte[] EntriesOfNil<T>(Func<int, T> key) => Filled(Map, index => [.. MessagePackSerializer.Serialize(key(index)), MessagePackCode.Nil]);

    /// <summary>The text of a JSON object with as many properties as fit into a mebibyte.</summary>
    public static byte[] JsonObject(Func<int, string> name)
    {
        var text = new StringBuilder("{");
        for (int i = 0; text.Length < Large - 20; i++)
        {
            text.Append(i > 0 ? "," : "").Append('"').Append(name(i)).Append("\":0");
        }

        return MessagePackSerializer.Serialize(text.Append('}').ToString());
    }

    public static byte[] Repeated(int count, params byte[] bytes) => [.. Enumerable.Repeat(bytes, count).SelectMany(each => each)];

    public static byte[] Frame<T>(byte[] payload)
        where T : ISessionSchema<T>
    {
        byte[] frame = [.. new byte[FrameHeader.Size], .. payload];
        new FrameHeader { Kind = FrameKind.Entry, SchemaHash = SessionSchema<T>.Instance.IdHash, Version = 1, MinReader = 1 }.Seal(frame);
        return frame;
    }

    /// <summary>What decoding allocates once it is warm.</summary>
    public static long Allocated<T>(byte[] frame, out Exception? error)
        where T : ISessionSchema<T>
    {
        Decode<T>(frame);
        long before = GC.GetAllocatedBytesForCurrentThread();
        error = Decode<T>(frame);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Decodes a frame; whatever comes out is the SDK's own error.</summary>
    public static Exception? Decode<T>(byte[] frame)
        where T : ISessionSchema<T>
    {
        try
        {
            SessionSchema<T>.Instance.Decode(frame);
            return null;
        }
        catch (SessionException e)
        {
            return e;
        }
    }

    private static byte[] Filled(Func<int, byte[]> header, Func<int, byte[]> entry)
    {
        var bytes = new List<byte>(Large);
        int count = 0;
        for (byte[] next = entry(0); bytes.Count + next.Length + 5 <= Large; next = entry(++count))
        {
            bytes.AddRange(next);
        }

        return [.. header(count), .. bytes];
    }

    private static byte[] Header(byte code, int count)
    {
        byte[] header = [code, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(1), count);
        return header;
    }
}
