using System.Buffers;
using MessagePack;
using MessagePack.Formatters;

namespace Fluers.Sdk.Wire;

/// <summary>
/// The format of a type: how a value of it becomes one MessagePack value and back. Generated formatters derive from this;
/// it makes each of them a formatter of MessagePack-CSharp too.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class SessionFormat<T> : IMessagePackFormatter<T?>
{
    /// <summary>The names that stand behind keys and tags, for messages.</summary>
    public abstract WireShape Shape { get; }

    /// <summary>Writes a value.</summary>
    /// <exception cref="SessionValueException">The value does not fit its schema.</exception>
    public abstract void WriteValue(ref SessionWriter writer, T value);

    /// <summary>Reads a value.</summary>
    /// <exception cref="SessionCorruptException">The bytes do not have the shape of the type.</exception>
    public abstract T ReadValue(ref SessionReader reader);

    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, T? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        using var buffer = new PooledBuffer();
        var session = SessionWriter.Inside(buffer);
        WriteValue(ref session, value);
        session.Flush();
        writer.WriteRaw(buffer.Written.Span);
    }

    /// <inheritdoc/>
    public T? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (default(T) is null && reader.TryReadNil())
        {
            return default;
        }

        ReadOnlySequence<byte> value = reader.ReadRaw();
        var session = SessionReader.Inside(value.IsSingleSegment ? value.FirstSpan : value.ToArray());
        return ReadValue(ref session);
    }
}
