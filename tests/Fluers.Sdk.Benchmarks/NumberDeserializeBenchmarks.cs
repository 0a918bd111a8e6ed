using System.Text.Json;
using BenchmarkDotNet.Attributes;
using MemoryPack;
using MessagePack;

namespace Fluers.Sdk.Benchmarks;

/// <summary>Reads 1 000 objects of twelve numbers from bytes in memory.</summary>
[MemoryDiagnoser]
public class NumberDeserializeBenchmarks
{
    private readonly byte[] _messagePack = MessagePackSerializer.Serialize(Sample.Some());
    private readonly byte[] _memoryPack = MemoryPackSerializer.Serialize(Sample.Some());
    private readonly byte[] _json = JsonSerializer.SerializeToUtf8Bytes(Sample.Some(), SampleJson.Default.SampleArray);

    /// <summary>MessagePack-CSharp.</summary>
    [Benchmark(Baseline = true)]
    public Sample[] MessagePackDynamic() => MessagePackSerializer.Deserialize<Sample[]>(_messagePack);

    /// <summary>This SDK's format.</summary>
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

    /// <summary>MemoryPack.</summary>
    [Benchmark]
    public Sample[] MemoryPack() => MemoryPackSerializer.Deserialize<Sample[]>(_memoryPack)!;

    /// <summary>System.Text.Json with generated metadata.</summary>
    [Benchmark]
    public Sample[] SystemTextJson() => JsonSerializer.Deserialize(_json, SampleJson.Default.SampleArray)!;
}
