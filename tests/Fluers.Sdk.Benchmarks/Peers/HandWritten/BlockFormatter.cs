using MessagePack;
using MessagePack.Formatters;
using MessagePack.Internal;

namespace Fluers.Sdk.Benchmarks.Peers.HandWritten;

/// <summary>The union: the array of a tag and a case, whose formatter is found by the object's type.</summary>
internal sealed class BlockFormatter : IMessagePackFormatter<Block?>
{
    // A tag may be any number, so that generator has it lead to an index, and the index to the case.
    private readonly Dictionary<RuntimeTypeHandle, (int Tag, int Index)> _cases = new(RuntimeTypeHandleEqualityComparer.Default)
    {
        [typeof(Text).TypeHandle] = (0, 0),
        [typeof(ToolUse).TypeHandle] = (1, 1),
        [typeof(ToolResult).TypeHandle] = (2, 2),
    };

    private readonly Dictionary<int, int> _indexes = new() { [0] = 0, [1] = 1, [2] = 2 };

    public void Serialize(ref MessagePackWriter writer, Block? value, MessagePackSerializerOptions options)
    {
        if (value is null || !_cases.TryGetValue(value.GetType().TypeHandle, out (int Tag, int Index) found))
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(2);
        writer.WriteInt32(found.Tag);
        switch (found.Index)
        {
            case 0:
                options.Resolver.GetFormatterWithVerify<Text>().Serialize(ref writer, (Text)value, options);
                break;
            case 1:
                options.Resolver.GetFormatterWithVerify<ToolUse>().Serialize(ref writer, (ToolUse)value, options);
                break;
            case 2:
                options.Resolver.GetFormatterWithVerify<ToolResult>().Serialize(ref writer, (ToolResult)value, options);
                break;
        }
    }

    public Block? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        if (reader.ReadArrayHeader() != 2)
        {
            throw new MessagePackSerializationException("A union is an array of two.");
        }

        options.Security.DepthStep(ref reader);
        Block? value = null;
        switch (_indexes.GetValueOrDefault(reader.ReadInt32(), -1))
        {
            case 0:
                value = options.Resolver.GetFormatterWithVerify<Text>().Deserialize(ref reader, options);
                break;
            case 1:
                value = options.Resolver.GetFormatterWithVerify<ToolUse>().Deserialize(ref reader, options);
                break;
            case 2:
                value = options.Resolver.GetFormatterWithVerify<ToolResult>().Deserialize(ref reader, options);
                break;
            default:
                reader.Skip();
                break;
        }

        reader.Depth--;
        return value;
    }
}
