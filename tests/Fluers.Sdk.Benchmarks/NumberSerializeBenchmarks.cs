using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using MemoryPack;
using MessagePack;

namespace Fluers.Sdk.Benchmarks;

/// <summary>Writes 1 000 objects of twelve numbers into a buffer that is there already.</summary>
[MemoryDiagnoser]
public class NumberSerializeBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(1024 * 1024);
    private readonly Utf8JsonWriter _json = new(Stream.Null);
    private readonly Sample[] _samples = Sample.Some();

    /// <summary>MessagePack-CSharp.</summary>
    [Benchmark(Baseline = true)]
    public int MessagePackDynamic()
    {
        _output.ResetWrittenCount();
        MessagePackSerializer.Serialize(_output, _samples);
        return _output.WrittenCount;
    }

    /// <summary>This SDK's format.</summary>
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
