using System.Runtime.InteropServices;
using Fluers.Sdk.Tests.TestTypes;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>A mebibyte of whatever kind is read, or refused, in processor time that grows with its length and not with its square.</summary>
public class TimeTests
{
    // The buckets of a dictionary with as many entries of six bytes as fit into a mebibyte: a prime out of a list that anybody can read.
    private const uint Buckets = 187_751;
    private const uint KeysInOneBucket = uint.MaxValue / Buckets;

    private static readonly Dictionary<string, Func<Exception?>> Floods = new()
    {
        ["set of long"] = Sets(0, Payloads.Keys(SameHash)),
        ["immutable set of long"] = Sets(2, Payloads.Keys(SameHash)),
        ["frozen set of long"] = Sets(4, Payloads.Keys(SameHash)),
        ["set of tuples"] = Sets(5, Payloads.Keys(i => (SameHash(i), 0))),
        ["set of long or null"] = Sets(7, Payloads.Keys(SameHash)),
        ["set of parts"] = Sets(9, Payloads.Keys(SameSpot)),
        ["immutable set of parts"] = Sets(10, Payloads.Keys(SameSpot)),
        ["frozen set of tuples of parts"] = Sets(11, Payloads.Keys(i => (SameSpot(i), 0))),
        ["map of int"] = Maps(0, Payloads.Entries(SameBucket)),
        ["immutable map of long"] = Maps(3, Payloads.Entries(SameHash)),
        ["frozen map of long"] = Maps(5, Payloads.Entries(SameHash)),
        ["concurrent map of long"] = Maps(6, Payloads.Entries(SameHash)),
        ["sorted list from its end to its beginning"] = Maps(2, Payloads.EntriesOfText(i => -i)),
        ["sorted list from both ends"] = Maps(2, Payloads.EntriesOfText(i => i % 2 == 0 ? -i : i)),
        ["sorted map from its end to its beginning"] = Maps(4, Payloads.Entries(i => -i)),
        ["map of Guid"] = Maps(7, Payloads.EntriesOfNil(SameGuid)),
        ["unknown keys"] = Decoding(Payloads.At(Everything.TwigKey, [.. Payloads.Array(Payloads.Large), 0xC0, 0xC0, 0xC0, .. Payloads.Repeated(Payloads.Large - 3, 0x01)])),
        ["parts in parts"] = Decoding(Payloads.At(Everything.TwigKey, [.. Payloads.Repeated(Payloads.Large / 3, 0x92, 0xC0, 0x91), 0xC0])),
        ["maps in maps at an unknown key"] = Decoding(Payloads.At(Everything.TwigKey, [0x94, 0xC0, 0x90, 0xC0, .. Payloads.Repeated(Payloads.Large / 2, 0x81, 0x01), 0xC0])),
        ["maps as keys of maps at an unknown key"] = Decoding(Payloads.At(Everything.TwigKey, [0x94, 0xC0, 0x90, 0xC0, .. Payloads.Repeated(Payloads.Large, 0x81), 0xC1])),
        ["unions in unions"] = Decoding(Payloads.At(32, [0x91, .. Payloads.Repeated(Payloads.Large / 4, 0x92, 0x01, 0x91, 0x91), 0xC0])),
        ["JSON arrays in JSON arrays"] = Decoding(Payloads.At(23, [0xDB, 0, 0x10, 0, 0, .. Payloads.Repeated(Payloads.Large, (byte)'[')])),
        ["JSON properties"] = Decoding(Payloads.At(24, Payloads.JsonObject(i => $"p{i}"))),
        ["a number of a million digits"] = Decoding(Payloads.At(16, [0xC6, 0, 0x10, 0, 0, .. Payloads.Repeated(Payloads.Large, 0x7F)])),
        ["a fault behind a million elements"] = Decoding(Payloads.At(Everything.ListsKey, [0x91, .. Payloads.Array(Payloads.Large), .. new byte[Payloads.Large - 1], 0xC3])),
    };

    public static TheoryData<string> Kinds => [.. Floods.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_mebibyte_of_any_kind_takes_no_quadratic_time(string kind)
    {
        Exception? error = null;
        TimeSpan used = ProcessorTime.Of(() => error = Floods[kind]());

        Assert.True(error is null or SessionCorruptException, $"{error}");
        Assert.True(used < ProcessorTime.Limit, $"{used}");
    }

    [Theory]
    [InlineData("set of long")]
    [InlineData("immutable set of long")]
    [InlineData("frozen set of long")]
    [InlineData("set of tuples")]
    [InlineData("set of long or null")]
    [InlineData("map of int")]
    [InlineData("immutable map of long")]
    [InlineData("frozen map of long")]
    [InlineData("concurrent map of long")]
    [InlineData("sorted list from its end to its beginning")]
    [InlineData("sorted list from both ends")]
    [InlineData("sorted map from its end to its beginning")]
    [InlineData("map of Guid")]
    public void Keys_that_collide_are_read_all_the_same(string kind) => Assert.Null(Floods[kind]());

    /// <summary>Numbers whose halves are equal: the hash code of each is 0.</summary>
    private static long SameHash(int index) => ((long)(index + 1) << 32) | (uint)(index + 1);

    /// <summary>Two numbers of a part that cancel each other in its hash code.</summary>
    internal static (int X, int Y) SameSpot(int index) => unchecked((index + 1, (index + 1) * 1521134295));

    /// <summary>Guids of which each part cancels another in the hash code.</summary>
    private static Guid SameGuid(int index) => new(MemoryMarshal.AsBytes<int>([index + 1, index + 1, 0, 0]));

    /// <summary>Numbers of which as many as there are fall into each bucket that is used at all.</summary>
    private static int SameBucket(int index) => (int)(((uint)index % KeysInOneBucket * Buckets) + ((uint)index / KeysInOneBucket));

    private static Func<Exception?> Sets(int key, byte[] set) => Decoding(Payloads.At(Everything.SetsKey, Payloads.At(key, set)));

    private static Func<Exception?> Maps(int key, byte[] map) => Decoding(Payloads.At(Everything.MapsKey, Payloads.At(key, map)));

    private static Func<Exception?> Decoding(byte[] payload)
    {
        byte[] frame = Payloads.Frame<Everything>(payload);
        return () => Payloads.Decode<Everything>(frame);
    }
}
