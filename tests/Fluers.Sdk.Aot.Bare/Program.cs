using MessagePack;
using MessagePack.Formatters;

// The measure of the other program: MessagePack-CSharp alone, one file, formatters by hand and a resolver that names them.
MessagePackSerializerOptions options = MessagePackSerializerOptions.Standard.WithResolver(new BareResolver());
if (args[0] == "write")
{
    string[] texts = [.. Enumerable.Range(0, int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture)).Select(i => $"message {i}")];
    File.WriteAllBytes(args[1], MessagePackSerializer.Serialize(new BareTicket("Lamp arrived broken", texts), options));
}

BareTicket ticket = MessagePackSerializer.Deserialize<BareTicket>(File.ReadAllBytes(args[1]), options);
Console.WriteLine($"{ticket.Title}, {ticket.Texts.Length} messages");

internal sealed record BareTicket(string Title, string[] Texts);

internal sealed class BareFormatter : IMessagePackFormatter<BareTicket>
{
    public void Serialize(ref MessagePackWriter writer, BareTicket value, MessagePackSerializerOptions options)
    {
        writer.WriteArrayHeader(2);
        writer.Write(value.Title);
        writer.WriteArrayHeader(value.Texts.Length);
        foreach (string text in value.Texts)
        {
            writer.Write(text);
        }
    }

    public BareTicket Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        reader.ReadArrayHeader();
        string title = reader.ReadString()!;
        string[] texts = new string[reader.ReadArrayHeader()];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadString()!;
        }

        return new BareTicket(title, texts);
    }
}

internal sealed class BareResolver : IFormatterResolver
{
    private readonly BareFormatter _formatter = new();

    public IMessagePackFormatter<T>? GetFormatter<T>() => (object)_formatter as IMessagePackFormatter<T>;
}
