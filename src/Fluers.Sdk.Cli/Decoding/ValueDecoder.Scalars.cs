using System.Globalization;
using System.Numerics;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Cli.Decoding;

// One MessagePack value of a known kind.
internal sealed partial class ValueDecoder
{
    private void WriteScalar(ref SessionReader reader, string scalar)
    {
        switch (scalar)
        {
            case "bool":
                json.WriteBooleanValue(reader.ReadBoolean());
                break;
            case "sbyte" or "short" or "int" or "long":
                json.WriteNumberValue(reader.ReadInt64());
                break;
            case "byte" or "ushort" or "uint" or "ulong":
                json.WriteNumberValue(reader.ReadUInt64());
                break;
            case "int128":
                Digits(reader.ReadInt128());
                break;
            case "uint128":
                Digits(reader.ReadUInt128());
                break;
            case "biginteger":
                Digits(reader.ReadBigInteger());
                break;
            case "half":
                Binary((float)reader.ReadHalf());
                break;
            case "float":
                Binary(reader.ReadSingle());
                break;
            case "double":
                Binary(reader.ReadDouble());
                break;
            case "decimal":
                json.WriteNumberValue(reader.ReadDecimal());
                break;
            case Scalars.Bytes:
                json.WriteBase64StringValue(reader.ReadBytes());
                break;
            case "json" or "jsonobject" or "jsonarray":
                reader.ReadJsonElement().WriteTo(json);
                break;
            default:
                json.WriteStringValue(ReadText(ref reader, scalar));
                break;
        }
    }

    private static string ReadText(ref SessionReader reader, string scalar) => scalar switch
    {
        "string" => reader.ReadString(),
        "char" => reader.ReadChar().ToString(),
        "rune" => reader.ReadRune().ToString(),
        "guid" => reader.ReadGuid().ToString(),
        "uri" => reader.ReadUri().OriginalString,
        "version" => reader.ReadVersion().ToString(),
        "timespan" => reader.ReadTimeSpan().ToString("c", CultureInfo.InvariantCulture),
        "dateonly" => reader.ReadDateOnly().ToString("O", CultureInfo.InvariantCulture),
        "timeonly" => reader.ReadTimeOnly().ToString("O", CultureInfo.InvariantCulture),
        "datetime" => reader.ReadDateTime().ToString("O", CultureInfo.InvariantCulture),
        "datetimeoffset" => reader.ReadDateTimeOffset().ToString("O", CultureInfo.InvariantCulture),
        _ => throw reader.Corrupt($"the scalar '{scalar}' is not known to this build of the tool"),
    };

    private void Digits<T>(T number)
        where T : INumber<T> => json.WriteRawValue(number.ToString(null, CultureInfo.InvariantCulture));

    /// <summary>JSON has no infinity and nothing that is no number.</summary>
    private void Binary(float number)
    {
        if (float.IsFinite(number))
        {
            json.WriteNumberValue(number);   // as short as a float is, not as long as the double next to it
        }
        else
        {
            Binary((double)number);
        }
    }

    private void Binary(double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
        }
    }
}
