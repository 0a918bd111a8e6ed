using System.Buffers;
using MessagePack;
using MessagePack.Formatters;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>A formatter of the user's own may be wrong in any way: nothing wrong is stored, and nothing wrong is believed.</summary>
public sealed class FormatterTests
{
    [Theory]
    [InlineData("throw", "its formatter MoodFormatter failed: no mood")]
    [InlineData("nothing", "its formatter MoodFormatter wrote nothing")]
    [InlineData("two", "its formatter MoodFormatter wrote more than one value")]
    [InlineData("half", "its formatter MoodFormatter wrote what is no MessagePack value: ")]
    [InlineData("nil", "its formatter MoodFormatter wrote nil, which stands for null, for a value that is not null")]
    [InlineData("refuse", "not today")]
    [InlineData("wrapped", "null stands where the schema allows none")]
    public void What_a_formatter_writes_wrong_is_not_stored(string text, string reason)
    {
        var e = Assert.Throws<SessionValueException>(() => Payload.Write(Mood("fine", text)));
        Assert.StartsWith(reason, e.Reason, StringComparison.Ordinal);
        Assert.Equal("All[1] (key 1)", e.Path);
    }

    [Theory]
    [InlineData("throw", "its formatter MoodFormatter failed: no mood")]
    [InlineData("less", "its formatter MoodFormatter read 1 of the value's 5 bytes")]
    [InlineData("null", "its formatter MoodFormatter read null where the schema allows none")]
    [InlineData("more", "its formatter MoodFormatter failed: ")]
    [InlineData("damaged", "expected text, found ")]
    public void What_a_formatter_reads_wrong_is_damage(string text, string reason)
    {
        byte[] fine = Payload.Of("m", new object[] { "fine" });
        byte[] payload = Payload.Of("m", new object[] { "fine", text });
        var e = Assert.Throws<SessionCorruptException>(() => Payload.Read<Moods>(payload));
        Assert.StartsWith(reason, e.Reason, StringComparison.Ordinal);
        Assert.Equal("All[1] (key 1)", e.Path);
        Assert.Equal(fine.Length, e.Offset);
    }

    [Fact]
    public void Null_and_nil_never_reach_a_formatter()
    {
        var read = Payload.Read<Moods>(Payload.Of("m", Array.Empty<object>(), null));
        Assert.Null(read.Maybe);
        Assert.Equal(Payload.Of("m", Array.Empty<object>(), null), Payload.Write(read));
        Assert.Throws<SessionCorruptException>(() => Payload.Read<Moods>(Payload.Of("m", new object?[] { null })));
        Assert.Equal("null stands where the schema allows none", Assert.Throws<SessionValueException>(() => Payload.Write(new Moods("m", [null!]))).Reason);
    }

    [Fact]
    public void Formatters_and_objects_nest_together_no_deeper_than_objects_do()
    {
        Assert.Equal(100, Payload.Read<Nest>(Payload.Write(Nest.Of(100))).Depth);
        Assert.Equal("objects are nested deeper than 256", Assert.Throws<SessionValueException>(() => Payload.Write(Nest.Of(300))).Reason);

        var hostile = new ArrayBufferWriter<byte>();
        hostile.Write((byte[])[.. Enumerable.Repeat((byte)0x91, 100_000), 0xC0]);
        Assert.Equal("objects are nested deeper than 256", Assert.Throws<SessionCorruptException>(() => Payload.Read<Nest>(hostile.WrittenSpan.ToArray())).Reason);
    }

    private static Moods Mood(params string[] texts) => new("m", [.. texts.Select(text => new Mood(text))]);
}

[SessionSchema(1)]
public sealed partial record Moods([property: Key(0)] string Name, [property: Key(1)] List<Mood> All)
{
    [Key(2)] public Mood? Maybe { get; init; }
}

[MessagePackFormatter(typeof(MoodFormatter))]
public sealed record Mood(string Text);

internal sealed class MoodFormatter : IMessagePackFormatter<Mood?>
{
    public void Serialize(ref MessagePackWriter writer, Mood? value, MessagePackSerializerOptions options)
    {
        switch (value!.Text)
        {
            case "throw":
                throw new InvalidOperationException("no mood");
            case "refuse":
                throw new SessionValueException("not today");
            case "wrapped":
                MessagePackSerializer.Serialize(ref writer, new Moods(null!, []), Payload.Generated);
                break;
            case "nothing":
                break;
            case "half":
                writer.WriteArrayHeader(1);
                break;
            case "nil":
                writer.WriteNil();
                break;
            case "two":
                writer.Write(1);
                writer.Write(2);
                break;
            default:
                writer.Write(value.Text);
                break;
        }
    }

    public Mood? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        MessagePackReader ahead = reader.CreatePeekReader();
        switch (ahead.ReadString())
        {
            case "throw":
                throw new InvalidOperationException("no mood");
            case "null":
                reader.Skip();
                return null;
            case "less":
                reader.ReadRaw(1);
                return new Mood("less");
            case "more":
                reader.Skip();
                return new Mood(reader.ReadString()!);
            case "damaged":
                MessagePackSerializer.Deserialize<Moods>((byte[])[0x92, 0x01, 0x90], Payload.Generated);
                return null;
            default:
                return new Mood(reader.ReadString()!);
        }
    }
}

/// <summary>An object inside a formatter inside an object, and so on.</summary>
[SessionSchema(1)]
public sealed partial class Nest
{
    [Key(0), MessagePackFormatter(typeof(NestFormatter))] public Nest? Inner { get; set; }

    public int Depth => Inner is null ? 0 : Inner.Depth + 1;

    public static Nest Of(int depth)
    {
        var nest = new Nest();
        for (int i = 0; i < depth; i++)
        {
            nest = new Nest { Inner = nest };
        }

        return nest;
    }
}

internal sealed class NestFormatter : IMessagePackFormatter<Nest?>
{
    public void Serialize(ref MessagePackWriter writer, Nest? value, MessagePackSerializerOptions options) =>
        Nest.SessionFormatter.Instance.Serialize(ref writer, value, options);

    public Nest? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        Nest.SessionFormatter.Instance.Deserialize(ref reader, options);
}
