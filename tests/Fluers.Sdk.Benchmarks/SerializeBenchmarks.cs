using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using BenchmarkDotNet.Attributes;
using Fluers.Sdk.Benchmarks.Peers;
using Fluers.Sdk.Frames;
using MemoryPack;
using MessagePack;
using NerdbankSerializer = Nerdbank.MessagePack.MessagePackSerializer;

namespace Fluers.Sdk.Benchmarks;

/// <summary>Writes the same messages with each library into a buffer that is there already.</summary>
[MemoryDiagnoser]
public class SerializeBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024 * 1024);
    private readonly FrameWriter _frames = new();
    private readonly PayloadWriter _payloads = new();
    private readonly NerdbankSerializer _nerdbank = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null);
    private Message[] _messages = [];
    private string[] _texts = [];
    private byte[] _floor = [];

    /// <summary>The messages.</summary>
    [ParamsSource(nameof(Loads))]
    public Load Load { get; set; } = new(10, Script.Recorded);

    /// <summary>The loads that are measured.</summary>
    public static IEnumerable<Load> Loads => Load.All;

    /// <summary>Gets the messages.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _messages = Conversation.Take(Load.Messages, Load.Script);
        _texts = Conversation.Texts(_messages);
        _floor = new byte[_texts.Sum(text => text.Length * 3)];
    }

    /// <summary>The measure: a formatter for each type, written by hand in the manner of MessagePack-CSharp's generator.</summary>
    [Benchmark(Baseline = true)]
    public int HandWritten()
    {
        _output.ResetWrittenCount();
        MessagePackSerializer.Serialize(_output, _messages, PeerOptions.HandWritten);
        return _output.WrittenCount;
    }

    /// <summary>Everything inlined by hand into one formatter.</summary>
    [Benchmark]
    public int HandTuned()
    {
        _output.ResetWrittenCount();
        MessagePackSerializer.Serialize(_output, _messages, PeerOptions.HandTuned);
        return _output.WrittenCount;
    }

    /// <summary>This SDK: one frame for each message, with its checksum, as it is stored.</summary>
    [Benchmark]
    public int FluersFrames()
    {
        _frames.Clear();
        foreach (Message message in _messages)
        {
            _frames.Write(SessionSchema<Message>.Instance, FrameKind.Entry, message);
        }

        return _frames.Written.Length;
    }

    /// <summary>This SDK's format without frames.</summary>
    [Benchmark]
    public int FluersPayload() => _payloads.Write(_messages);

    /// <summary>MessagePack-CSharp.</summary>
    [Benchmark]
    public int MessagePackDynamic()
    {
        _output.ResetWrittenCount();
        MessagePackSerializer.Serialize(_output, _messages, PeerOptions.Dynamic);
        return _output.WrittenCount;
    }

    /// <summary>Nerdbank.MessagePack.</summary>
    [Benchmark]
    public int NerdbankMessagePack()
    {
        _output.ResetWrittenCount();
        _nerdbank.Serialize<Message[], PeerShapes>(_output, _messages);
        return _output.WrittenCount;
    }

    /// <summary>MemoryPack.</summary>
    [Benchmark]
    public int MemoryPack()
    {
        _output.ResetWrittenCount();
        MemoryPackSerializer.Serialize(_output, _messages);
        return _output.WrittenCount;
    }

    /// <summary>What no format of UTF-8 can be faster than: transcoding the texts, and nothing else.</summary>
    [Benchmark]
    public int Floor()
    {
        Span<byte> target = _floor;
        foreach (string text in _texts)
        {
            Utf8.FromUtf16(text, target, out _, out int written);
            target = target[written..];
        }

        return target.Length;
    }

    /// <summary>System.Text.Json with generated metadata.</summary>
    [Benchmark]
    public int SystemTextJson()
    {
        _output.ResetWrittenCount();
        _json.Reset(_output);
        JsonSerializer.Serialize(_json, _messages, PeerJson.Default.MessageArray);
        _json.Flush();
        return _output.WrittenCount;
    }
}
