using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Tests.Decoding;

public sealed class DecodingTests : IDisposable
{
    private readonly Store _store = new("sqlite");

    [Fact]
    public async Task Every_wire_type_is_shown_by_the_lock_alone()
    {
        WriteLock("everything");
        await StoreAsync(SessionSchema<Everything>.Instance.Encode(new Everything
        {
            Bool = true,
            SByte = -3,
            ULong = ulong.MaxValue,
            Int128 = Int128.MaxValue,
            BigInteger = BigInteger.Pow(10, 40),
            Half = (Half)1.5,
            Float = 0.1f,
            Double = 0.1,
            Decimal = 1.50m,
            Char = 'x',
            Rune = new Rune(0x1F600),
            Bytes = [1, 2, 3],
            Guid = Guid.Parse("00000000-0000-0000-0000-0000000000ff"),
            Uri = new Uri("https://example.org/a b"),
            Version = new Version(1, 2, 3),
            TimeSpan = TimeSpan.FromSeconds(90),
            DateOnly = new DateOnly(2026, 2, 3),
            TimeOnly = new TimeOnly(4, 5, 6),
            DateTimeOffset = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(-7)),
            Json = JsonDocument.Parse("""{"a":1.00}""").RootElement,
            Suit = Suit.Spades,
            List = [1, 2],
            Named = ImmutableDictionary<string, Piece>.Empty.Add("k", new Piece("king", null)),
            BySuit = ImmutableDictionary<Suit, int>.Empty.Add(Suit.Hearts, 7),
            ByDay = ImmutableDictionary<DateOnly, int>.Empty.Add(new DateOnly(2026, 1, 1), 8),
            Pair = (1, "two"),
            Nine = (1, 2, 3, 4, 5, 6, 7, 8, 9),
            Grid = new[,] { { 1, 2, 3 }, { 4, 5, 6 } },
            Shape = new Shape.Group([new Shape.Circle(2.5)]),
            Infinite = double.PositiveInfinity,
            Custom = "abc",
        }, FrameKind.Head));

        JsonElement head = await ShowAsync();

        Assert.Equal(
            """
            {"Bool":true,"SByte":-3,"ULong":18446744073709551615,"Int128":170141183460469231731687303715884105727,"BigInteger":10000000000000000000000000000000000000000,
            "Half":1.5,"Float":0.1,"Double":0.1,"Decimal":1.50,"Char":"x","Rune":"😀","Nothing":null,"Bytes":"AQID","Guid":"00000000-0000-0000-0000-0000000000ff",
            "Uri":"https://example.org/a b","Version":"1.2.3","TimeSpan":"00:01:30","DateOnly":"2026-02-03","TimeOnly":"04:05:06.0000000",
            "DateTimeOffset":"2026-02-03T04:05:06.0000000-07:00","Json":{"a":1.00},"Suit":"Spades","List":[1,2],"Named":{"k":{"Name":"king","Value":null}},
            "BySuit":{"Hearts":7},"ByDay":[{"key":"2026-01-01","value":8}],"Pair":[1,"two"],"Nine":[1,2,3,4,5,6,7,[8,9]],
            "Grid":{"lengths":[2,3],"elements":[1,2,3,4,5,6]},"Shape":{"$case":"Group","Parts":[{"$case":"Circle","Radius":2.5}]},"Infinite":"Infinity",
            "Custom":{"$opaque":"o2NiYQ==","$why":"it is written by the formatter Fluers.Sdk.Cli.Tests.Decoding.Reversed"}}
            """.ReplaceLineEndings(""),
            head.GetProperty("value").GetRawText().Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal));
        Assert.StartsWith("Custom: it is written by the formatter", Assert.Single(head.GetProperty("opaque").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_newer_build_added_is_opaque_and_what_is_known_is_shown()
    {
        WriteLock("session-state");

        // A key behind the known ones: the array of four members becomes one of five.
        byte[] frame = SessionSchema<SessionState>.Instance.Encode(new SessionState { Model = "m", MaxTurns = 1 }, FrameKind.Head);
        await StoreAsync(Changed(frame, payload => { payload[0]++; payload.Add(0xC3); }));

        JsonElement head = await ShowAsync();

        Assert.Equal("""{"$opaque":"ww==","$why":"no member has this key"}""", head.GetProperty("value").GetProperty("$key4").GetRawText());
        Assert.Equal("m", head.GetProperty("value").GetProperty("Model").GetString());
    }

    [Fact]
    public async Task A_payload_that_is_not_what_its_lock_says_is_told_with_its_place()
    {
        WriteLock("session-state");
        byte[] frame = SessionSchema<SessionState>.Instance.Encode(new SessionState { Model = "m", MaxTurns = 1 }, FrameKind.Head);
        await StoreAsync(Changed(frame, payload => payload[3] = 0xC3));   // true where the number of turns is due

        Ran shown = await Fluers.RunInAsync(_store.Folder, "sessions", "show", "one", "--store", _store.Url);
        Ran verified = await Fluers.RunInAsync(_store.Folder, "sessions", "verify", "--store", _store.Url, "--json");

        Assert.Contains("MaxTurns", shown.Errors, StringComparison.Ordinal);
        Assert.Equal((4, 1), (shown.Exit, verified.Exit));
        Assert.Contains("at MaxTurns", verified.Json.GetProperty("findings")[0].GetProperty("because").GetString(), StringComparison.Ordinal);
    }

    public void Dispose() => _store.Dispose();

    /// <summary>The lock as a build would write it: the generator put it into the assembly.</summary>
    private void WriteLock(string id)
    {
        IEnumerable<SessionSchemaShapeAttribute> shapes = new[] { typeof(Everything), typeof(SessionState) }
            .SelectMany(type => type.Assembly.GetCustomAttributes<SessionSchemaShapeAttribute>());
        string text = shapes.Select(shape => shape.Shape).Single(shape => shape.Contains($"\"schema\": \"{id}\"", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(_store.Folder, id + ".schema.json"), text);
    }

    private async Task StoreAsync(byte[] head)
    {
        await using ISessionStorage storage = _store.Open();
        await storage.CommitAsync(new SessionCommit { Key = new SessionKey(new SessionId("one")), ExpectedRevision = 0, CommitId = Guid.NewGuid(), Head = head });
    }

    private async Task<JsonElement> ShowAsync()
    {
        Ran ran = await Fluers.RunInAsync(_store.Folder, "sessions", "show", "one", "--store", _store.Url, "--json");
        ran.Good();
        return ran.Json.GetProperty("head");
    }

    private static byte[] Changed(byte[] frame, Action<List<byte>> change)
    {
        FrameHeader header = FrameHeader.Parse(frame);
        List<byte> payload = [.. frame[FrameHeader.Size..]];
        change(payload);
        byte[] changed = [.. new byte[FrameHeader.Size], .. payload];
        header.Seal(changed);
        return changed;
    }
}
