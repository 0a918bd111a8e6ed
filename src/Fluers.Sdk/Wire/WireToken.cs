using System.Buffers.Binary;
using MessagePack;

namespace Fluers.Sdk.Wire;

/// <summary>The structure of MessagePack, for those who walk over values without knowing their types.</summary>
internal static class WireToken
{
    /// <summary>The length of the whole value at a position, found without recursion.</summary>
    public static int LengthOf(ReadOnlySpan<byte> data, int position)
    {
        int at = position;
        for (long open = 1; open > 0; open--)
        {
            Token token = Read(data, at);
            at += token.Length;
            open += token.Children;
            if (open > data.Length - at + 1L)
            {
                throw new SessionCorruptException("a collection claims more elements than there are bytes left", at);
            }
        }

        return at - position;
    }

    /// <summary>The token at a position: a scalar with its content, or the header of a collection.</summary>
    public static Token Read(ReadOnlySpan<byte> data, int position)
    {
        if (position >= data.Length)
        {
            throw Ended(data);
        }

        ReadOnlySpan<byte> rest = data[position..];
        byte code = rest[0];
        Token token = code switch
        {
            <= MessagePackCode.MaxFixInt or >= MessagePackCode.MinNegativeFixInt => new(1),
            <= MessagePackCode.MaxFixMap => new(1, (code & 0x0F) * 2, IsMap: true),
            <= MessagePackCode.MaxFixArray => new(1, code & 0x0F),
            <= MessagePackCode.MaxFixStr => new(1L + (code & 0x1F)),
            MessagePackCode.Nil or MessagePackCode.False or MessagePackCode.True => new(1),
            MessagePackCode.UInt8 or MessagePackCode.Int8 => new(2),
            MessagePackCode.UInt16 or MessagePackCode.Int16 => new(3),
            MessagePackCode.UInt32 or MessagePackCode.Int32 or MessagePackCode.Float32 => new(5),
            MessagePackCode.UInt64 or MessagePackCode.Int64 or MessagePackCode.Float64 => new(9),
            MessagePackCode.Str8 or MessagePackCode.Bin8 => new(2 + Size(rest, 1)),
            MessagePackCode.Str16 or MessagePackCode.Bin16 => new(3 + Size(rest, 2)),
            MessagePackCode.Str32 or MessagePackCode.Bin32 => new(5 + Size(rest, 4)),
            MessagePackCode.Array16 => new(3, Size(rest, 2)),
            MessagePackCode.Array32 => new(5, Size(rest, 4)),
            MessagePackCode.Map16 => new(3, Size(rest, 2) * 2, IsMap: true),
            MessagePackCode.Map32 => new(5, Size(rest, 4) * 2, IsMap: true),
            MessagePackCode.FixExt1 => new(3),
            MessagePackCode.FixExt2 => new(4),
            MessagePackCode.FixExt4 => new(6),
            MessagePackCode.FixExt8 => new(10),
            MessagePackCode.FixExt16 => new(18),
            MessagePackCode.Ext8 => new(3 + Size(rest, 1)),
            MessagePackCode.Ext16 => new(4 + Size(rest, 2)),
            MessagePackCode.Ext32 => new(6 + Size(rest, 4)),
            _ => throw new SessionCorruptException("the code 0xC1 is never used in MessagePack", position),
        };
        return token.LongLength <= rest.Length ? token : throw Ended(data);
    }

    /// <summary>What a code begins, in words.</summary>
    public static string Describe(byte code) => code switch
    {
        MessagePackCode.Nil => "nil",
        MessagePackCode.True or MessagePackCode.False => "a boolean",
        MessagePackCode.Float32 or MessagePackCode.Float64 => "a floating-point number",
        _ => MessagePackCode.ToMessagePackType(code) switch
        {
            MessagePackType.Integer => "an integer",
            MessagePackType.String => "text",
            MessagePackType.Binary => "bytes",
            MessagePackType.Array => "an array",
            MessagePackType.Map => "a map",
            MessagePackType.Extension => "an extension value",
            _ => "the unused code 0xC1",
        },
    };

    private static long Size(ReadOnlySpan<byte> rest, int width)
    {
        if (rest.Length < 1 + width)
        {
            return int.MaxValue;   // longer than what is left: the caller's check refuses it
        }

        return width switch
        {
            1 => rest[1],
            2 => BinaryPrimitives.ReadUInt16BigEndian(rest[1..]),
            _ => BinaryPrimitives.ReadUInt32BigEndian(rest[1..]),
        };
    }

    private static SessionCorruptException Ended(ReadOnlySpan<byte> data) =>
        new("the bytes end in the middle of a value", data.Length);

    /// <summary>A scalar with its content, or the header of a collection with the number of values that follow it.</summary>
    internal readonly record struct Token(long LongLength, long Children = 0, bool IsMap = false)
    {
        public int Length => (int)LongLength;
    }
}
