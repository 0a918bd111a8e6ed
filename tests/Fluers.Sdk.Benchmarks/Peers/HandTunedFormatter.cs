using MessagePack;
using MessagePack.Formatters;

namespace Fluers.Sdk.Benchmarks.Peers;

/// <summary>
/// Everything inlined by hand into one formatter on MessagePack-CSharp's writer and reader: no formatter is looked up, no object
/// counts its depth, no member is optional. What is left is the cost of that writer and that reader.
/// </summary>
internal sealed class HandTunedFormatter : IMessagePackFormatter<Message?>
{
    public static readonly HandTunedFormatter Instance = new();

    public void Serialize(ref MessagePackWriter writer, Message? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(2);
        writer.Write(value.Role);
        writer.WriteArrayHeader(value.Content.Length);
        foreach (Block block in value.Content)
        {
            writer.WriteArrayHeader(2);
            switch (block)
            {
                case Text text:
                    writer.Write(0);
                    writer.WriteArrayHeader(1);
                    writer.Write(text.Value);
                    break;
                case ToolUse call:
                    writer.Write(1);
                    writer.WriteArrayHeader(3);
                    writer.Write(call.Id);
                    writer.Write(call.Name);
                    writer.Write(call.Input);
                    break;
                case ToolResult result:
                    writer.Write(2);
                    writer.WriteArrayHeader(2);
                    writer.Write(result.ToolUseId);
                    writer.Write(result.Content);
                    break;
                default:
                    throw new NotSupportedException();
            }
        }
    }

    public Message? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        options.Security.DepthStep(ref reader);
        reader.ReadArrayHeader();
        int role = reader.ReadInt32();
        var content = new Block[reader.ReadArrayHeader()];
        for (int i = 0; i < content.Length; i++)
        {
            reader.ReadArrayHeader();
            int tag = reader.ReadInt32();
            reader.ReadArrayHeader();
            content[i] = tag switch
            {
                0 => new Text(reader.ReadString()!),
                1 => new ToolUse(reader.ReadString()!, reader.ReadString()!, reader.ReadString()!),
                2 => new ToolResult(reader.ReadString()!, reader.ReadString()!),
                _ => throw new NotSupportedException(),
            };
        }

        reader.Depth--;
        return new Message(role, content);
    }
}
