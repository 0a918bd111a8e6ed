using System.IO.Hashing;
using BenchmarkDotNet.Attributes;
using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Benchmarks;

/// <summary>What a frame costs beside its payload: the time of one frame, which is one message.</summary>
[MemoryDiagnoser]
public class FrameBenchmarks
{
    /// <summary>As many messages as one row of a storage holds.</summary>
    public const int Segment = 64;

    private readonly FrameWriter _writer = new();
    private readonly PayloadWriter _payloads = new();
    private Message[] _messages = [];
    private byte[] _frames = [];
    private Range[] _ranges = [];

    /// <summary>What the text of the messages is written in.</summary>
    [ParamsAllValues]
    public Script Script { get; set; }

    /// <summary>Writes the messages.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _messages = Conversation.Take(Segment, Script);
        Write();
        _frames = _writer.Written.ToArray();
        var ranges = new List<Range>();
        var reader = new FrameReader(_frames);
        while (reader.MoveNext())
        {
            ranges.Add(reader.Offset..(reader.Offset + reader.Frame.Length));
        }

        _ranges = [.. ranges];
    }

    /// <summary>Writes each message as a frame.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Segment)]
    public int Write()
    {
        _writer.Clear();
        foreach (Message message in _messages)
        {
            _writer.Write(SessionSchema<Message>.Instance, FrameKind.Entry, message);
        }

        return _writer.Written.Length;
    }

    /// <summary>Writes the payloads of the frames.</summary>
    [Benchmark(OperationsPerInvoke = Segment)]
    public int WritePayload() => _payloads.Write(_messages);

    /// <summary>Computes what stands in each frame as its checksum.</summary>
    [Benchmark(OperationsPerInvoke = Segment)]
    public ulong Checksum()
    {
        ulong all = 0;
        foreach (Range range in _ranges)
        {
            all ^= XxHash3.HashToUInt64(_frames.AsSpan(range)[11..]);
        }

        return all;
    }

    /// <summary>Computes one checksum over all frames, which the format does not have.</summary>
    [Benchmark(OperationsPerInvoke = Segment)]
    public ulong ChecksumOfSegment() => XxHash3.HashToUInt64(_frames);

    /// <summary>Reads each header and decides whether this build reads the frame.</summary>
    [Benchmark(OperationsPerInvoke = Segment)]
    public int Guard()
    {
        SessionSchema schema = SessionSchema<Message>.Instance;
        int current = 0;
        foreach (Range range in _ranges)
        {
            current += FrameHeader.TryParse(_frames.AsSpan(range), out FrameHeader header) is null && schema.Check(header) == SchemaVerdict.Current ? 1 : 0;
        }

        return current;
    }

    /// <summary>Reads each header, checks the frame against its checksum, and decodes it.</summary>
    [Benchmark(OperationsPerInvoke = Segment)]
    public int Read()
    {
        SessionSchema<Message> schema = SessionSchema<Message>.Instance;
        int roles = 0;
        var reader = new FrameReader(_frames);
        while (reader.MoveNext())
        {
            roles += schema.Decode(reader).Role;
        }

        return roles;
    }
}
