using MessagePack;
using MessagePack.Formatters;

namespace Fluers.Sdk.Benchmarks.Peers.HandWritten;

/// <summary>One formatter for each type, in the manner of MessagePack-CSharp's own generator: the measure of all others.</summary>
internal sealed class MessageFormatter : IMessagePackFormatter<Message?>
{
    public void Serialize(ref MessagePackWriter writer, Message? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(2);
        writer.Write(value.Role);
        options.Resolver.GetFormatterWithVerify<Block[]>().Serialize(ref writer, value.Content, options);
    }

    public Message? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        options.Security.DepthStep(ref reader);
        int role = 0;
        Block[] content = null!;
        int length = reader.ReadArrayHeader();
        for (int i = 0; i < length; i++)
        {
            switch (i)
            {
                case 0:
                    role = reader.ReadInt32();
                    break;
                case 1:
                    content = options.Resolver.GetFormatterWithVerify<Block[]>().Deserialize(ref reader, options);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        reader.Depth--;
        return new Message(role, content);
    }
}
