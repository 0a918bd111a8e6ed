using System.Buffers;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;
using MessagePack;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>Writes bytes that a build with a shape may have stored: any value that the shape admits.</summary>
internal sealed class RandomPayload(SchemaShape shape, Random random)
{
    /// <summary>Whether a build of just this shape wrote it: that writes every member.</summary>
    public bool WritesAll { get; init; }

    public byte[] Next()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        Write(ref writer, ((PartShape)shape.Root).Members);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private void Write(ref MessagePackWriter writer, EquatableArray<MemberShape> members)
    {
        MemberShape[] live = [.. members.Where(member => !member.IsRetired)];
        int count = live.Select(member => member.Key + 1).DefaultIfEmpty(0).Max();
        if (!WritesAll && random.Next(4) == 0)   // an older build of the version, which did not have the last members yet
        {
            int needed = live.Where(member => member.IsRequired).Select(member => member.Key + 1).DefaultIfEmpty(0).Max();
            count = random.Next(needed, count + 1);
        }

        writer.WriteArrayHeader(count);
        for (int key = 0; key < count; key++)
        {
            if (live.FirstOrDefault(member => member.Key == key) is { } member)
            {
                Write(ref writer, member.Type);
            }
            else
            {
                writer.WriteNil();
            }
        }
    }

    private void Write(ref MessagePackWriter writer, TypeShape type)
    {
        if (type.IsNullable && random.Next(3) == 0)
        {
            writer.WriteNil();
            return;
        }

        switch (type.Form)
        {
            case TypeForm.Scalar:
                WriteScalar(ref writer, type.Name);
                break;
            case TypeForm.List:
                WriteList(ref writer, type.Arguments[0], random.Next(4));
                break;
            case TypeForm.Set when type.Arguments[0].Form == TypeForm.Named:
                WriteMarks(ref writer, ((PartShape)shape.Find(type.Arguments[0].Name)!).Members);
                break;
            case TypeForm.Set:
                writer.WriteArrayHeader(2);
                WriteKey(ref writer, type.Arguments[0], 1);
                WriteKey(ref writer, type.Arguments[0], 2);
                break;
            case TypeForm.Map:
                int count = random.Next(3);
                writer.WriteMapHeader(count);
                for (int i = 0; i < count; i++)
                {
                    WriteKey(ref writer, type.Arguments[0], i);
                    Write(ref writer, type.Arguments[1]);
                }

                break;
            case TypeForm.Grid:
                writer.WriteArrayHeader(type.Rank + 1);
                for (int i = 0; i < type.Rank; i++)
                {
                    writer.Write(2);
                }

                WriteList(ref writer, type.Arguments[0], 1 << type.Rank);
                break;
            case TypeForm.Formatter:
                if (type.Name == "Formats.Boxed")
                {
                    writer.WriteArrayHeader(1);
                }

                writer.Write($"formatted {random.Next(1000)}");
                break;
            case TypeForm.Tuple:
                writer.WriteArrayHeader(type.Arguments.Count);
                foreach (TypeShape part in type.Arguments)
                {
                    Write(ref writer, part);
                }

                break;
            default:
                WriteNamed(ref writer, shape.Find(type.Name)!);
                break;
        }
    }

    private void WriteNamed(ref MessagePackWriter writer, NamedShape type)
    {
        switch (type)
        {
            case PartShape part:
                Write(ref writer, part.Members);
                break;
            case UnionShape union:
                CaseShape[] live = [.. union.Cases.Where(@case => !@case.IsRetired)];
                CaseShape chosen = live[random.Next(live.Length)];
                writer.WriteArrayHeader(2);
                if (random.Next(8) == 0)   // of a build that is newer than both
                {
                    writer.Write(77);
                    writer.Write("kept");
                    break;
                }

                writer.Write(chosen.Tag);
                Write(ref writer, chosen.Members);
                break;
            case EnumShape numbers:
                EnumValueShape[] values = [.. numbers.Values.Where(value => !value.IsRetired)];
                writer.Write(random.Next(5) == 0 ? 101 : (int)values[random.Next(values.Length)].Number);
                break;
        }
    }

    /// <summary>Two elements that differ in one member: to a build that does not know it, they are the same.</summary>
    private void WriteMarks(ref MessagePackWriter writer, EquatableArray<MemberShape> members)
    {
        MemberShape[] live = [.. members.Where(member => !member.IsRetired)];
        byte[][] one = [.. live.Select(member => BytesOf(member.Type))];
        byte[][] other = [.. one];
        for (int tries = 0; live.Length > 0 && tries < 20 && one.Zip(other).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)); tries++)
        {
            int differs = random.Next(live.Length);
            other[differs] = BytesOf(live[differs].Type);
        }

        byte[][][] elements = one.Zip(other).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)) ? [one] : [one, other];
        writer.WriteArrayHeader(elements.Length);
        foreach (byte[][] element in elements)
        {
            int count = live.Select(member => member.Key + 1).DefaultIfEmpty(0).Max();
            writer.WriteArrayHeader(count);
            for (int key = 0; key < count; key++)
            {
                int at = Array.FindIndex(live, member => member.Key == key);
                writer.WriteRaw(at < 0 ? [MessagePackCode.Nil] : element[at]);
            }
        }
    }

    private byte[] BytesOf(TypeShape type)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        Write(ref writer, type);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private void WriteList(ref MessagePackWriter writer, TypeShape element, int count)
    {
        writer.WriteArrayHeader(count);
        for (int i = 0; i < count; i++)
        {
            Write(ref writer, element);
        }
    }

    /// <summary>A key, another one for each number.</summary>
    private static void WriteKey(ref MessagePackWriter writer, TypeShape type, int number)
    {
        switch (type.Name)
        {
            case "string":
                writer.Write($"key {number}");
                break;
            case "guid":
                writer.Write($"{new Guid(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)}");
                break;
            default:
                writer.Write(number);
                break;
        }
    }

    private void WriteScalar(ref MessagePackWriter writer, string name)
    {
        switch (name)
        {
            case "bool":
                writer.Write(random.Next(2) == 0);
                break;
            case "byte":
                writer.Write((byte)random.Next(256));
                break;
            case "short":
                writer.Write((short)random.Next(short.MinValue, short.MaxValue));
                break;
            case "int":
                writer.Write(random.Next(int.MinValue, int.MaxValue) >> random.Next(31));
                break;
            case "uint":
                writer.Write((uint)random.NextInt64(uint.MaxValue));
                break;
            case "long":
                writer.Write(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(63));
                break;
            case "float":
                writer.Write(random.NextSingle() * 1000);
                break;
            case "double":
                writer.Write(random.NextDouble() * 1e9);
                break;
            case "decimal":
                writer.Write($"{random.Next(1_000_000)}.{random.Next(100)}");
                break;
            case "guid":
                writer.Write($"{new Guid(random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)}");
                break;
            case "datetimeoffset":
                writer.WriteArrayHeader(2);
                writer.Write(DateTime.UnixEpoch.AddSeconds(random.Next()));
                writer.Write((short)random.Next(-600, 600));
                break;
            case "timespan":
                writer.Write(random.NextInt64(int.MaxValue));
                break;
            case "biginteger":
                writer.Write(new System.Numerics.BigInteger(random.NextInt64()).ToByteArray());
                break;
            case Scalars.Bytes:
                writer.Write(new byte[] { 1, (byte)random.Next(256) });
                break;
            default:
                writer.Write($"text {random.Next(1000)} é 漢");
                break;
        }
    }
}
