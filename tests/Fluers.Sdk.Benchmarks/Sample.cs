using System.Text.Json.Serialization;
using MemoryPack;
using MessagePack;
using NerdbankKey = Nerdbank.MessagePack.KeyAttribute;

namespace Fluers.Sdk.Benchmarks;

/// <summary>Many small numbers, the other extreme from text.</summary>
[SessionSchema(1)]
[MessagePackObject]
[MemoryPackable]
public sealed partial record Sample(
    [property: Key(0), NerdbankKey(0)] int A,
    [property: Key(1), NerdbankKey(1)] int B,
    [property: Key(2), NerdbankKey(2)] long C,
    [property: Key(3), NerdbankKey(3)] double D,
    [property: Key(4), NerdbankKey(4)] bool E,
    [property: Key(5), NerdbankKey(5)] byte F,
    [property: Key(6), NerdbankKey(6)] short G,
    [property: Key(7), NerdbankKey(7)] uint H,
    [property: Key(8), NerdbankKey(8)] int I,
    [property: Key(9), NerdbankKey(9)] int J,
    [property: Key(10), NerdbankKey(10)] long K,
    [property: Key(11), NerdbankKey(11)] float L)
{
    /// <summary>The samples that are measured.</summary>
    public static Sample[] Some()
    {
        var random = new Random(17);
        return
        [
            .. Enumerable.Range(0, 1000).Select(i => new Sample(
                i, random.Next(200), random.NextInt64(), random.NextDouble(), i % 3 == 0, (byte)i, (short)-i, (uint)random.Next(),
                random.Next(-40, 40), random.Next(70_000), i * 1000L, i / 3f)),
        ];
    }
}

/// <summary>System.Text.Json's metadata.</summary>
[JsonSerializable(typeof(Sample[]))]
internal sealed partial class SampleJson : JsonSerializerContext;
