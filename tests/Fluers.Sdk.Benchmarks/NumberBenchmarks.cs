using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using BenchmarkDotNet.Attributes;
using MemoryPack;
using MessagePack;

namespace Fluers.Sdk.Benchmarks;

/// <summary>Many small numbers, the other extreme from text.</summary>
[SessionSchema(1)]
[MessagePackObject]
[MemoryPackable]
public sealed partial record Sample(
    [property: Key(0)] int A, [property: Key(1)] int B, [property: Key(2)] long C, [property: Key(3)] double D,
    [property: Key(4)] bool E, [property: Key(5)] byte F, [property: Key(6)] short G, [property: Key(7)] uint H,
    [property: Key(8)] int I, [property: Key(9)] int J, [property: Key(10)] long K, [property: Key(11)] float L);

/// <summary>Writes and reads many small numbers.</summary>
[MemoryDiagnoser]
public class NumberBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(1024 * 1024);
    private Sample[] _samples = [];
    private byte[] _messagePack = [];
    private byte[] _memoryPack = [];
    private byte[] _json = [];

    /// <summary>Makes the numbers.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(17);
        _samples =
        [
            .. Enumerable.Range(0, 1000).Select(i => new Sample(
                i, random.Next(200), random.NextInt64(), random.NextDouble(), i % 3 == 0, (byte)i, (short)-i, (uint)random.Next(),
                random.Next(-40, 40), random.Next(70_000), i * 1000L, i / 3f)),
        ];
        _messagePack = MessagePackSerializer.Serialize(_samples);
        _memoryPack = MemoryPackSerializer.Serialize(_samples);
        _json = JsonSerializer.SerializeToUtf8Bytes(_samples, SampleJson.Default.SampleArray);
    }

    /// <summary>This SDK's format.</summary>
    [Benchmark]
    public int WriteFluers()
    {
        _output.ResetWrittenCount();
        var writer = new Wire.SessionWriter(_output);
        foreach (Sample sample in _samples)
        {
            Sample.SessionFormatter.Write(ref writer, sample);
        }

        writer.Flush();
        return _output.WrittenCount;
    }

    /// <summary>MessagePack-CSharp.</summary>
    [Benchmark(Baseline = true)]
    public int WriteMessagePack()
    {
        _output.ResetWrittenCount();
        MessagePackSerializer.Serialize(_output, _samples);
        return _output.WrittenCount;
    }

    /// <summary>MemoryPack.</summary>
    [Benchmark]
    public int WriteMemoryPack()
    {
        _output.ResetWrittenCount();
        MemoryPackSerializer.Serialize(_output, _samples);
        return _output.WrittenCount;
    }

    /// <summary>System.Text.Json with generated metadata.</summary>
    [Benchmark]
    public byte[] WriteJson() => JsonSerializer.SerializeToUtf8Bytes(_samples, SampleJson.Default.SampleArray);

    /// <summary>This SDK's format.</summary>
    [Benchmark]
    public Sample[] ReadFluers()
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
    public Sample[] ReadMessagePack() => MessagePackSerializer.Deserialize<Sample[]>(_messagePack);

    /// <summary>MemoryPack.</summary>
    [Benchmark]
    public Sample[] ReadMemoryPack() => MemoryPackSerializer.Deserialize<Sample[]>(_memoryPack)!;

    /// <summary>System.Text.Json with generated metadata.</summary>
    [Benchmark]
    public Sample[] ReadJson() => JsonSerializer.Deserialize(_json, SampleJson.Default.SampleArray)!;
}

/// <summary>System.Text.Json's metadata.</summary>
[JsonSerializable(typeof(Sample[]))]
internal sealed partial class SampleJson : JsonSerializerContext;
