using MessagePack;
using MessagePack.Formatters;

namespace Fluers.Sdk.Benchmarks.Peers.HandWritten;

/// <summary>The result of a call.</summary>
internal sealed class ToolResultFormatter : IMessagePackFormatter<ToolResult?>
{
    public void Serialize(ref MessagePackWriter writer, ToolResult? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        IFormatterResolver resolver = options.Resolver;
        writer.WriteArrayHeader(2);
        resolver.GetFormatterWithVerify<string>().Serialize(ref writer, value.ToolUseId, options);
        resolver.GetFormatterWithVerify<string>().Serialize(ref writer, value.Content, options);
    }

    public ToolResult? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        options.Security.DepthStep(ref reader);
        IFormatterResolver resolver = options.Resolver;
        string toolUseId = null!;
        string content = null!;
        int length = reader.ReadArrayHeader();
        for (int i = 0; i < length; i++)
        {
            switch (i)
            {
                case 0:
                    toolUseId = resolver.GetFormatterWithVerify<string>().Deserialize(ref reader, options);
                    break;
                case 1:
                    content = resolver.GetFormatterWithVerify<string>().Deserialize(ref reader, options);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        reader.Depth--;
        return new ToolResult(toolUseId, content);
    }
}
