using MessagePack;
using MessagePack.Formatters;

namespace Fluers.Sdk.Benchmarks.Peers.HandWritten;

/// <summary>Twelve numbers: what needs no other formatter is written and read at once.</summary>
internal sealed class SampleFormatter : IMessagePackFormatter<Sample?>
{
    public void Serialize(ref MessagePackWriter writer, Sample? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(12);
        writer.Write(value.A);
        writer.Write(value.B);
        writer.Write(value.C);
        writer.Write(value.D);
        writer.Write(value.E);
        writer.Write(value.F);
        writer.Write(value.G);
        writer.Write(value.H);
        writer.Write(value.I);
        writer.Write(value.J);
        writer.Write(value.K);
        writer.Write(value.L);
    }

    public Sample? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        options.Security.DepthStep(ref reader);
        int a = 0;
        int b = 0;
        long c = 0;
        double d = 0;
        bool e = false;
        byte f = 0;
        short g = 0;
        uint h = 0;
        int ninth = 0;
        int j = 0;
        long k = 0;
        float l = 0;
        int length = reader.ReadArrayHeader();
        for (int i = 0; i < length; i++)
        {
            switch (i)
            {
                case 0:
                    a = reader.ReadInt32();
                    break;
                case 1:
                    b = reader.ReadInt32();
                    break;
                case 2:
                    c = reader.ReadInt64();
                    break;
                case 3:
                    d = reader.ReadDouble();
                    break;
                case 4:
                    e = reader.ReadBoolean();
                    break;
                case 5:
                    f = reader.ReadByte();
                    break;
                case 6:
                    g = reader.ReadInt16();
                    break;
                case 7:
                    h = reader.ReadUInt32();
                    break;
                case 8:
                    ninth = reader.ReadInt32();
                    break;
                case 9:
                    j = reader.ReadInt32();
                    break;
                case 10:
                    k = reader.ReadInt64();
                    break;
                case 11:
                    l = reader.ReadSingle();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        reader.Depth--;
        return new Sample(a, b, c, d, e, f, g, h, ninth, j, k, l);
    }
}
