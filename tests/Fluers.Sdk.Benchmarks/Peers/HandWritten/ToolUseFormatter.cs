using MessagePack;
using MessagePack.Formatters;

namespace Fluers.Sdk.Benchmarks.Peers.HandWritten;

/// <summary>A call of a tool.</summary>
internal sealed class ToolUseFormatter : IMessagePackFormatter<ToolUse?>
{
    public void Serialize(ref MessagePackWriter writer, ToolUse? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        IFormatterResolver resolver = options.Resolver;
        writer.WriteArrayHeader(3);
        resolver.GetFormatterWithVerify<string>().Serialize(ref writer, value.Id, options);
        resolver.GetFormatterWithVerify<string>().Serialize(ref writer, value.Name, options);
        resolver.GetFormatterWithVerify<string>().Serialize(ref writer, value.Input, options);
    }

    public ToolUse? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        options.Security.DepthStep(ref reader);
        IFormatterResolver resolver = options.Resolver;
        string id = null!;
        string name = null!;
        string input = null!;
        int length = reader.ReadArrayHeader();
        for (int i = 0; i < length; i++)
        {
            switch (i)
            {
                case 0:
                    id = resolver.GetFormatterWithVerify<string>().Deserialize(ref reader, options);
                    break;
                case 1:
                    name = resolver.GetFormatterWithVerify<string>().Deserialize(ref reader, options);
                    break;
                case 2:
                    input = resolver.GetFormatterWithVerify<string>().Deserialize(ref reader, options);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        reader.Depth--;
        return new ToolUse(id, name, input);
    }
}
