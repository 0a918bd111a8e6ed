using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Fluers.Sdk.Benchmarks.Peers;
using Fluers.Sdk.Frames;
using MemoryPack;
using MessagePack;
using NerdbankSerializer = Nerdbank.MessagePack.MessagePackSerializer;

namespace Fluers.Sdk.Benchmarks;

/// <summary>Reads the same messages with each library from bytes in memory.</summary>
[MemoryDiagnoser]
public class DeserializeBenchmarks
{
    private readonly NerdbankSerializer _nerdbank = new();
    private byte[] _frames = [];
    private byte[] _payload = [];
    private byte[] _memoryPack = [];
    private byte[] _nerdbankBytes = [];
    private byte[] _json = [];
    private byte[][] _texts = [];

    /// <summary>The messages.</summary>
    [ParamsSource(nameof(Loads))]
    public Load Load { get; set; } = new(10, Script.Recorded);

    /// <summary>The loads that are measured.</summary>
    public static IEnumerable<Load> Loads => Load.All;

    /// <summary>Writes the messages in each format.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Message[] messages = Conversation.Take(Load.Messages, Load.Script);
        using var frames = new FrameWriter();
        foreach (Message message in messages)
        {
            frames.Write(SessionSchema<Message>.Instance, FrameKind.Entry, message);
        }

        _frames = frames.Written.ToArray();
        _payload = MessagePackSerializer.Serialize(messages, PeerOptions.HandWritten);
        _memoryPack = MemoryPackSerializer.Serialize(messages);
        _nerdbankBytes = _nerdbank.Serialize<Message[], PeerShapes>(messages);
        _texts = [.. Conversation.Texts(messages).Select(Encoding.UTF8.GetBytes)];
        _json = JsonSerializer.SerializeToUtf8Bytes(messages, PeerJson.Default.MessageArray);
    }

    /// <summary>The measure: a formatter for each type, written by hand in the manner of MessagePack-CSharp's generator.</summary>
    [Benchmark(Baseline = true)]
    public Message[] HandWritten() => MessagePackSerializer.Deserialize<Message[]>(_payload, PeerOptions.HandWritten);

    /// <summary>Everything inlined by hand into one formatter.</summary>
    [Benchmark]
    public Message[] HandTuned() => MessagePackSerializer.Deserialize<Message[]>(_payload, PeerOptions.HandTuned);

    /// <summary>This SDK: frames as they are stored, each checked.</summary>
    [Benchmark]
    public Message[] FluersFrames()
    {
        SessionSchema<Message> schema = SessionSchema<Message>.Instance;
        var messages = new Message[Load.Messages];
        var reader = new FrameReader(_frames);
        for (int i = 0; reader.MoveNext(); i++)
        {
            messages[i] = schema.Decode(reader);
        }

        return messages;
    }

    /// <summary>This SDK's format without frames.</summary>
    [Benchmark]
    public Message[] FluersPayload()
    {
        var reader = new Wire.SessionReader(_payload);
        var messages = new Message[reader.ReadArrayHeader()];
        for (int i = 0; i < messages.Length; i++)
        {
            messages[i] = Message.SessionFormatter.Read(ref reader);
        }

        return messages;
    }

    /// <summary>MessagePack-CSharp.</summary>
    [Benchmark]
    public Message[] MessagePackDynamic() => MessagePackSerializer.Deserialize<Message[]>(_payload, PeerOptions.Dynamic);

    /// <summary>Nerdbank.MessagePack.</summary>
    [Benchmark]
    public Message[] NerdbankMessagePack() => _nerdbank.Deserialize<Message[], PeerShapes>(_nerdbankBytes)!;

    /// <summary>MemoryPack.</summary>
    [Benchmark]
    public Message[] MemoryPack() => MemoryPackSerializer.Deserialize<Message[]>(_memoryPack)!;

    /// <summary>What no reader can be faster than: the framework's own decoding of the texts, and nothing else.</summary>
    [Benchmark]
    public string[] Floor()
    {
        var texts = new string[_texts.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = Encoding.UTF8.GetString(_texts[i]);
        }

        return texts;
    }

    /// <summary>System.Text.Json with generated metadata.</summary>
    [Benchmark]
    public Message[] SystemTextJson() => JsonSerializer.Deserialize(_json, PeerJson.Default.MessageArray)!;
}
