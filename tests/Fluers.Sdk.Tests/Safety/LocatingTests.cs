using Fluers.Sdk.Frames;
using Fluers.Sdk.Tests.TestTypes;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>Saying where a fault is costs one walk over the payload, however deep the fault lies.</summary>
public class LocatingTests
{
    private const int Levels = SessionReader.MaxDepth;
    private const int Numbers = 1_000_000;

    /// <summary>Parts in lists in parts; in the innermost one a million numbers, of which the last is a truth.</summary>
    private static readonly byte[] Deep = At(Levels);

    [Fact]
    public void A_fault_below_many_levels_is_named_with_all_of_them()
    {
        string path = Fault(Deep).Path ?? "";

        Assert.StartsWith("Children[0].Children[0].", path);
        Assert.EndsWith($".Children[0].Numbers[{Numbers - 1}] (key 1)", path);
        Assert.Equal(Levels - 1, path.Split("Children[0]").Length - 1);
    }

    [Fact]
    public void A_message_says_the_two_ends_of_a_path_that_no_line_holds()
    {
        string message = Fault(Deep).Message;

        Assert.Contains(" does not have the shape that this build has for it at Children[0].Children[0].", message);
        Assert.Contains(".Children[0] … Children[0].", message);
        Assert.Contains($".Children[0].Numbers[{Numbers - 1}] (key 1), byte ", message);
        Assert.InRange(message.Length, 200, 900);
    }

    [Fact]
    public void A_fault_below_many_levels_is_found_in_one_walk()
    {
        byte[] shallow = At(1);
        Fault(shallow);

        // A walk for each level would take a hundred times that.
        TimeSpan one = ProcessorTime.Of(() => Fault(shallow));
        TimeSpan all = ProcessorTime.Of(() => Fault(Deep));

        Assert.True(all < 20 * one, $"{all} below {Levels} levels, {one} below one");
    }

    [Fact]
    public void A_fault_behind_many_elements_is_found_without_naming_those_before_it()
    {
        Fault(Deep);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fault(Deep);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData("91 93 C3 91 92 90 90 92 90 90", "Children[0] (key 0)")]
    [InlineData("91 93 90 91 92 90 C3 92 90 90", "Children[1].Children[1] (key 0)")]
    [InlineData("91 93 90 91 92 90 90 92 90 C3", "Children[2].Numbers (key 1)")]
    [InlineData("91 93 90 91 92 90 90 92 90 92 01 C3", "Children[2].Numbers[1] (key 1)")]
    [InlineData("92 91 92 90 90 C3", "Numbers (key 1)")]
    [InlineData("91 91 93 90 90 92 A1 61", "Children[0] (key 0)")]   // cut off in what the shape does not have
    public void A_fault_behind_finished_parts_is_located_among_their_siblings(string payload, string path) =>
        Assert.Equal(path, Fault(Frame(Convert.FromHexString(payload.Replace(" ", "")))).Path);

    private static byte[] At(int levels) => Frame(
    [
        .. Enumerable.Repeat((byte)0x91, 2 * (levels - 1)),
        0x92, 0x90, 0xDD, 0, 0x0F, 0x42, 0x40, .. new byte[Numbers - 1], 0xC3,
    ]);

    private static byte[] Frame(byte[] payload)
    {
        byte[] frame = [.. new byte[FrameHeader.Size], .. payload];
        new FrameHeader { Kind = FrameKind.Entry, SchemaHash = Branch.Schema.IdHash, Version = 1, MinReader = 1 }.Seal(frame);
        return frame;
    }

    private static SessionCorruptException Fault(byte[] frame) => Assert.Throws<SessionCorruptException>(() => Branch.Schema.Decode(frame));
}
