using System.Buffers;
using Fluers.Sdk.Wire;
using MessagePack;

namespace Fluers.Sdk.Tests.Wire;

internal delegate void Writing(ref SessionWriter writer);

internal delegate void PackWriting(ref MessagePackWriter writer);

internal delegate T Reading<out T>(ref SessionReader reader);

/// <summary>Bytes from writers, values from bytes.</summary>
internal static class Bytes
{
    public static byte[] Of(string hex) => Convert.FromHexString(hex.Replace(" ", "").Replace("-", ""));

    public static byte[] Written(Writing write)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(output, write);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>What is written into a buffer that never gives one byte more than it was asked for.</summary>
    public static byte[] WrittenTightly(Writing write)
    {
        var output = new TightBuffer();
        Write(output, write);
        return output.Written.ToArray();
    }

    public static byte[] Packed(PackWriting write)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        write(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads all of the bytes.</summary>
    public static T Read<T>(ReadOnlySpan<byte> bytes, Reading<T> read)
    {
        var reader = new SessionReader(bytes);
        T value = read(ref reader);
        reader.End();
        return value;
    }

    /// <summary>Reads bytes that are damaged.</summary>
    public static SessionCorruptException Corrupt<T>(byte[] bytes, Reading<T> read) =>
        Assert.Throws<SessionCorruptException>(() => Read(bytes, read));

    private static void Write(IBufferWriter<byte> output, Writing write)
    {
        var writer = new SessionWriter(output);
        write(ref writer);
        writer.Flush();
    }

    private sealed class TightBuffer : IBufferWriter<byte>
    {
        private byte[] _chunk = [];

        public List<byte> Written { get; } = [];

        public void Advance(int count)
        {
            Written.AddRange(_chunk.AsSpan(0, count));
            _chunk = [];
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => _chunk = new byte[Math.Max(1, sizeHint)];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
