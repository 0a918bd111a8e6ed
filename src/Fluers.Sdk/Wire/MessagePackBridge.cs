using System.Buffers;
using System.ComponentModel;
using MessagePack;

namespace Fluers.Sdk.Wire;

/// <summary>Carries generated formats into MessagePack-CSharp's own writer and reader. Generated formatters use it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MessagePackBridge
{
    /// <summary>Writes a value with its generated format.</summary>
    public static void Serialize<T>(ref MessagePackWriter writer, T value)
        where T : ISessionFormat<T>
    {
        using var buffer = new PooledBuffer();
        var session = new SessionWriter(buffer);
        T.Write(ref session, value);
        session.Flush();
        writer.WriteRaw(buffer.Written.Span);
    }

    /// <summary>Reads a value with its generated format.</summary>
    public static T Deserialize<T>(ref MessagePackReader reader)
        where T : ISessionFormat<T>
    {
        ReadOnlySequence<byte> value = reader.ReadRaw();
        var session = new SessionReader(value.IsSingleSegment ? value.FirstSpan : value.ToArray());
        return T.Read(ref session);
    }
}
