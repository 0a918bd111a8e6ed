using BenchmarkDotNet.Attributes;
using Fluers.Sdk.Frames;
using MessagePack;

namespace Fluers.Sdk.Benchmarks.Hops;

/// <summary>Reads the same thousand messages as versions 6, 5, 4 and 1 stored them.</summary>
[MemoryDiagnoser]
public class HopBenchmarks
{
    private const int Messages = 1000;
    private byte[][] _frames = [];

    /// <summary>The messages, as each version stored them.</summary>
    [GlobalSetup]
    public void Setup() => _frames = [.. Enumerable.Range(1, 6).Select(FramesOf)];

    /// <summary>The measure: the version of today.</summary>
    [Benchmark(Baseline = true)]
    public Turn[] Plain() => Read(6);

    /// <summary>The version before.</summary>
    [Benchmark]
    public Turn[] OneHop() => Read(5);

    /// <summary>The version before that.</summary>
    [Benchmark]
    public Turn[] TwoHops() => Read(4);

    /// <summary>The first version.</summary>
    [Benchmark]
    public Turn[] FiveHops() => Read(1);

    private Turn[] Read(int version)
    {
        SessionSchema<Turn> schema = SessionSchema<Turn>.Instance;
        var turns = new Turn[Messages];
        var reader = new FrameReader(_frames[version - 1]);
        for (int i = 0; reader.MoveNext(); i++)
        {
            turns[i] = schema.Decode(reader);
        }

        return turns;
    }

    /// <summary>Frames of one version: a version is the first so many keys of today's.</summary>
    private static byte[] FramesOf(int version)
    {
        int[] keys = [2, 3, 4, 4, 5, 6];
        var bytes = new MemoryStream();
        foreach (Message message in Conversation.Take(Messages))
        {
            var turn = new Turn { Role = message.Role, Content = [.. message.Content.Select(Convert)], Model = "model-2026-11", Tokens = 1200, Finished = true, Tags = ["order", "refund"] };
            byte[] payload = Shortened(turn, keys[version - 1]);
            byte[] frame = [.. new byte[FrameHeader.Size], .. payload];
            new FrameHeader { Kind = FrameKind.Entry, SchemaHash = SessionSchema<Turn>.Instance.IdHash, Version = version, MinReader = version }.Seal(frame);
            bytes.Write(frame);
        }

        return bytes.ToArray();
    }

    private static byte[] Shortened(Turn turn, int count)
    {
        byte[] whole = SessionSchema<Turn>.Instance.Encode(turn, FrameKind.Entry)[FrameHeader.Size..];
        var reader = new MessagePackReader(whole);
        int all = reader.ReadArrayHeader();
        int start = (int)reader.Consumed;
        for (int i = 0; i < Math.Min(count, all); i++)
        {
            reader.Skip();
        }

        return [(byte)(0x90 | count), .. whole[start..(int)reader.Consumed]];
    }

    private static TurnBlock Convert(Block block) => block switch
    {
        Text text => new TurnBlock.Text(text.Value),
        ToolUse call => new TurnBlock.ToolUse(call.Id, call.Name, call.Input),
        ToolResult result => new TurnBlock.ToolResult(result.ToolUseId, result.Content),
        _ => new TurnBlock.Text(block.ToString()),
    };
}
