using System.ComponentModel;
using MessagePack;
using MessagePack.Formatters;

namespace Fluers.Sdk.Wire;

/// <summary>
/// Writes and reads values through formatters of MessagePack-CSharp that users name with <c>[MessagePackFormatter]</c>.
/// A formatter is code that nobody here knows: what it writes is checked before it is taken over, and it reads from a copy
/// of its own value, so that it reaches nothing else.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FormatterBridge
{
    private static readonly MessagePackSerializerOptions Options = MessagePackSerializerOptions.Standard.WithSecurity(
        MessagePackSecurity.UntrustedData.WithMaximumObjectGraphDepth(SessionReader.MaxDepth));

    // A formatter may call a generated one, which may call a formatter: together they nest no deeper than objects do.
    [ThreadStatic]
    private static int _depth;

    /// <summary>How many objects and formatters enclose the one that runs now, for a generated formatter that it calls.</summary>
    internal static int Depth => _depth;

    /// <summary>Writes a value that is not null.</summary>
    /// <exception cref="SessionValueException">The value is null, or the formatter failed or wrote anything but one value other than nil.</exception>
    public static void Write<T>(ref SessionWriter writer, IMessagePackFormatter<T> formatter, T value)
    {
        if (value is null)
        {
            throw SessionWriter.Null();
        }

        using var buffer = new PooledBuffer();
        int outer = _depth;
        try
        {
            _depth = writer.EnterFormatter();
            var output = new MessagePackWriter(buffer);
            formatter.Serialize(ref output, value, Options);
            output.Flush();
        }
        catch (Exception e) when (e is not (SessionException or OutOfMemoryException))
        {
            // A value that a formatter passed on may be refused below MessagePack-CSharp's own serializer.
            throw Refused(e) ?? new SessionValueException($"its formatter {NameOf(formatter)} failed: {e.Message}");
        }
        finally
        {
            _depth = outer;
        }

        writer.LeaveObject();
        ReadOnlySpan<byte> written = buffer.Written.Span;
        if (Fault(written) is { } fault)
        {
            throw new SessionValueException($"its formatter {NameOf(formatter)} wrote {fault}");
        }

        writer.WriteRaw(written);
    }

    /// <summary>Reads a value.</summary>
    /// <exception cref="SessionCorruptException">The formatter failed, gave null, or did not read the whole value.</exception>
    public static T Read<T>(ref SessionReader reader, IMessagePackFormatter<T> formatter)
    {
        int start = reader.Position;
        byte[] bytes = reader.ReadRaw().ToArray();
        if (bytes is [MessagePackCode.Nil])
        {
            throw new SessionCorruptException("nil stands where the schema allows no null", start);
        }

        var input = new MessagePackReader(bytes);
        T value;
        int outer = _depth;
        try
        {
            _depth = reader.EnterFormatter(start);
            value = formatter.Deserialize(ref input, Options);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Offsets inside the formatter count from somewhere in the copy.
            string reason = Damage(e) is { } damage ? damage.Reason : $"its formatter {NameOf(formatter)} failed: {e.Message}";
            throw new SessionCorruptException(reason, start, e);
        }
        finally
        {
            _depth = outer;
        }

        reader.LeaveObject();
        if (!input.End)
        {
            throw new SessionCorruptException($"its formatter {NameOf(formatter)} read {input.Consumed} of the value's {bytes.Length} bytes", start);
        }

        return value ?? throw new SessionCorruptException($"its formatter {NameOf(formatter)} read null where the schema allows none", start);
    }

    private static string? Fault(ReadOnlySpan<byte> written)
    {
        if (written is [MessagePackCode.Nil])
        {
            return "nil, which stands for null, for a value that is not null";
        }

        try
        {
            return written.IsEmpty ? "nothing" : WireToken.LengthOf(written, 0) != written.Length ? "more than one value" : null;
        }
        catch (SessionCorruptException e)
        {
            return $"what is no MessagePack value: {e.Reason}";
        }
    }

    private static SessionValueException? Refused(Exception? e) => e as SessionValueException ?? (e is null ? null : Refused(e.InnerException));

    private static SessionCorruptException? Damage(Exception? e) => e as SessionCorruptException ?? (e is null ? null : Damage(e.InnerException));

    private static string NameOf(object formatter) => formatter.GetType().Name;
}

public ref partial struct SessionWriter
{
    /// <summary>Starts inside the formatter that runs now.</summary>
    internal static SessionWriter Inside(PooledBuffer output) => new(output) { _depth = FormatterBridge.Depth };

    /// <summary>Enters what a formatter of the user's own writes. Pair it with <see cref="LeaveObject"/>.</summary>
    internal int EnterFormatter() => ++_depth <= SessionReader.MaxDepth ? _depth : throw TooDeep();
}

public ref partial struct SessionReader
{
    /// <summary>Starts inside the formatter that runs now.</summary>
    internal static SessionReader Inside(ReadOnlySpan<byte> data) => new(data) { _depth = FormatterBridge.Depth };

    /// <summary>Enters what a formatter of the user's own reads. Pair it with <see cref="LeaveObject"/>.</summary>
    internal int EnterFormatter(int start) => ++_depth <= MaxDepth ? _depth : throw CorruptAt(start, $"objects are nested deeper than {MaxDepth}");
}
