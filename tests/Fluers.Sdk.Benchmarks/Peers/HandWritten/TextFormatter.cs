using MessagePack;
using MessagePack.Formatters;

namespace Fluers.Sdk.Benchmarks.Peers.HandWritten;

/// <summary>Text; like any reference, it is written by the formatter that the options name.</summary>
internal sealed class TextFormatter : IMessagePackFormatter<Text?>
{
    public void Serialize(ref MessagePackWriter writer, Text? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(1);
        options.Resolver.GetFormatterWithVerify<string>().Serialize(ref writer, value.Value, options);
    }

    public Text? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        options.Security.DepthStep(ref reader);
        string text = null!;
        int length = reader.ReadArrayHeader();
        for (int i = 0; i < length; i++)
        {
            switch (i)
            {
                case 0:
                    text = options.Resolver.GetFormatterWithVerify<string>().Deserialize(ref reader, options);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        reader.Depth--;
        return new Text(text);
    }
}
