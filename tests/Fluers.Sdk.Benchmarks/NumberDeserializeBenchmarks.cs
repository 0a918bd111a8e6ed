using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Fluers.Sdk.Benchmarks.Peers;
using Fluers.Sdk.Frames;
using MemoryPack;
using MessagePack;
using NerdbankSerializer = Nerdbank.MessagePack.MessagePackSerializer;

namespace Fluers.Sdk.Benchmarks;

/// <summary>Reads 1 000 objects of twelve numbers from bytes in memory.</summary>
[MemoryDiagnoser]
public class NumberDeserializeBenchmarks
{
    private readonly NerdbankSerializer _nerdbank = new();
    private readonly byte[] _frames;
    private readonly byte[] _nerdbankBytes;
    private readonly byte[] _messagePack = MessagePackSerializer.Serialize(Sample.Some(), PeerOptions.HandWritten);
    private readonly byte[] _memoryPack = MemoryPackSerializer.Serialize(Sample.Some());
    private readonly byte[] _json = JsonSerializer.SerializeToUtf8Bytes(Sample.Some(), SampleJson.Default.SampleArray);

    /// <summary>Writes the objects in each format.</summary>
    public NumberDeserializeBenchmarks()
    {
        using var frames = new FrameWriter();
        foreach (Sample sample in Sample.Some())
        {
            frames.Write(SessionSchema<Sample>.Instance, FrameKind.Entry, sample);
        }

        _frames = frames.Written.ToArray();
        _nerdbankBytes = _nerdbank.Serialize<Sample[], PeerShapes>(Sample.Some());
    }

    /// <summary>The measure: a formatter written by hand in the manner of MessagePack-CSharp's generator.</summary>
    [Benchmark(Baseline = true)]
    public Sample[] HandWritten() => MessagePackSerializer.Deserialize<Sample[]>(_messagePack, PeerOptions.HandWritten);

    /// <summary>This SDK: frames as they are stored, each checked.</summary>
    [Benchmark]
    public Sample[] FluersFrames()
    {
        SessionSchema<Sample> schema = SessionSchema<Sample>.Instance;
        var samples = new Sample[1000];
        var reader = new FrameReader(_frames);
        for (int i = 0; reader.MoveNext(); i++)
        {
            samples[i] = schema.Decode(reader);
        }

        return samples;
    }

    /// <summary>This SDK's format without frames.</summary>
    [Benchmark]
    public Sample[] FluersPayload()
    {
        var reader = new Wire.SessionReader(_messagePack);
        var samples = new Sample[reader.ReadArrayHeader()];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = Sample.SessionFormatter.Read(ref reader);
        }

        return samples;
    }

    /// <summary>MessagePack-CSharp.</summary>
    [Benchmark]
    public Sample[] MessagePackDynamic() => MessagePackSerializer.Deserialize<Sample[]>(_messagePack, PeerOptions.Dynamic);

    /// <summary>Nerdbank.MessagePack.</summary>
    [Benchmark]
    public Sample[] NerdbankMessagePack() => _nerdbank.Deserialize<Sample[], PeerShapes>(_nerdbankBytes)!;

    /// <summary>MemoryPack.</summary>
    [Benchmark]
    public Sample[] MemoryPack() => MemoryPackSerializer.Deserialize<Sample[]>(_memoryPack)!;

    /// <summary>System.Text.Json with generated metadata.</summary>
    [Benchmark]
    public Sample[] SystemTextJson() => JsonSerializer.Deserialize(_json, SampleJson.Default.SampleArray)!;
}
