using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Fluers.Sdk.Benchmarks.Peers;
using Fluers.Sdk.Frames;
using MemoryPack;
using MessagePack;
using NerdbankSerializer = Nerdbank.MessagePack.MessagePackSerializer;

namespace Fluers.Sdk.Benchmarks;

/// <summary>Writes 1 000 objects of twelve numbers into a buffer that is there already.</summary>
[MemoryDiagnoser]
public class NumberSerializeBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(1024 * 1024);
    private readonly FrameWriter _frames = new();
    private readonly NerdbankSerializer _nerdbank = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null);
    private readonly Sample[] _samples = Sample.Some();

    /// <summary>The measure: a formatter written by hand in the manner of MessagePack-CSharp's generator.</summary>
    [Benchmark(Baseline = true)]
    public int HandWritten()
    {
        _output.ResetWrittenCount();
        MessagePackSerializer.Serialize(_output, _samples, PeerOptions.HandWritten);
        return _output.WrittenCount;
    }

    /// <summary>This SDK: one frame for each object, with its checksum, as it is stored.</summary>
    [Benchmark]
    public int FluersFrames()
    {
        _frames.Clear();
        foreach (Sample sample in _samples)
        {
            _frames.Write(SessionSchema<Sample>.Instance, FrameKind.Entry, sample);
        }

        return _frames.Written.Length;
    }

    /// <summary>This SDK's format without frames.</summary>
    [Benchmark]
    public int FluersPayload()
    {
        _output.ResetWrittenCount();
        var writer = new Wire.SessionWriter(_output);
        writer.WriteArrayHeader(_samples.Length);
        foreach (Sample sample in _samples)
        {
            Sample.SessionFormatter.Write(ref writer, sample);
        }

        writer.Flush();
        return _output.WrittenCount;
    }

    /// <summary>MessagePack-CSharp.</summary>
    [Benchmark]
    public int MessagePackDynamic()
    {
        _output.ResetWrittenCount();
        MessagePackSerializer.Serialize(_output, _samples, PeerOptions.Dynamic);
        return _output.WrittenCount;
    }

    /// <summary>Nerdbank.MessagePack.</summary>
    [Benchmark]
    public int NerdbankMessagePack()
    {
        _output.ResetWrittenCount();
        _nerdbank.Serialize<Sample[], PeerShapes>(_output, _samples);
        return _output.WrittenCount;
    }

    /// <summary>MemoryPack.</summary>
    [Benchmark]
    public int MemoryPack()
    {
        _output.ResetWrittenCount();
        MemoryPackSerializer.Serialize(_output, _samples);
        return _output.WrittenCount;
    }

    /// <summary>System.Text.Json with generated metadata.</summary>
    [Benchmark]
    public int SystemTextJson()
    {
        _output.ResetWrittenCount();
        _json.Reset(_output);
        JsonSerializer.Serialize(_json, _samples, SampleJson.Default.SampleArray);
        _json.Flush();
        return _output.WrittenCount;
    }
}
