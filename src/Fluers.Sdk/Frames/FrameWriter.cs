using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Frames;

/// <summary>Writes frames one after the other into pooled memory.</summary>
public sealed class FrameWriter : IDisposable
{
    private readonly PooledBuffer _buffer;

    /// <summary>Begins a sequence of frames.</summary>
    public FrameWriter()
        : this(int.MaxValue)
    {
    }

    /// <summary>Begins a sequence of frames that takes so many bytes at the most.</summary>
    internal FrameWriter(int most) => _buffer = new PooledBuffer(most);

    /// <summary>The number of frames written.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes of all frames written; valid until the next write, <see cref="Clear"/> or <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.Written;

    /// <summary>
    /// Writes a value as one frame, in the current version of its schema, or in the newer one that something in it came from which this
    /// build does not know.
    /// </summary>
    /// <param name="schema">The schema of the value.</param>
    /// <param name="kind">Whether it is a head or an entry.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="SessionValueException">The value does not fit the schema; no byte of it was written.</exception>
    public void Write<T>(SessionSchema<T> schema, FrameKind kind, T value)
        where T : ISessionSchema<T>
    {
        ArgumentNullException.ThrowIfNull(schema);
        Write(schema, kind, value, schema.Stamp);
    }

    /// <summary>Forgets what was written and keeps the memory.</summary>
    public void Clear()
    {
        _buffer.Rewind(0);
        Count = 0;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _buffer.Dispose();

    internal void Write<T>(SessionSchema<T> schema, FrameKind kind, T value, FrameStamp stamp)
        where T : ISessionSchema<T>
    {
        int start = _buffer.Length;
        var writer = new SessionWriter(_buffer, FrameHeader.Size, schema, stamp);
        try
        {
            schema.Format.WriteValue(ref writer, value);
            writer.Flush();
            ThrowIfTooLong(_buffer.Length - start - FrameHeader.Size);
        }
        catch (SessionValueException e)
        {
            writer.Flush();   // the bytes written so far lead to the member at fault
            ReadOnlySpan<byte> written = _buffer.Written.Span[(start + FrameHeader.Size)..];
            string path = schema.Format.Shape.Locate(written, written.Length);
            _buffer.Rewind(start);
            throw new SessionValueException(e.Reason, path, schema);
        }
        catch
        {
            _buffer.Rewind(start);
            throw;
        }

        stamp = writer.Stamp;
        new FrameHeader { Kind = kind, SchemaHash = schema.IdHash, Version = stamp.Version, MinReader = stamp.MinReader }
            .Seal(_buffer.WrittenFrom(start));
        Count++;
    }

    private static void ThrowIfTooLong(int payload)
    {
        if (payload > FrameHeader.MaxPayload)
        {
            throw new SessionValueException($"it takes {payload} bytes, more than the {FrameHeader.MaxPayload} that one frame holds");
        }
    }
}
