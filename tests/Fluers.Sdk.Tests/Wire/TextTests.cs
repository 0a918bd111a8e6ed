using System.Text;
using CsCheck;
using Fluers.Sdk.Wire;
using MessagePack;

namespace Fluers.Sdk.Tests.Wire;

public class TextTests
{
    private static readonly Gen<string> Text =
        Gen.Frequency((4, Gen.Int[0, 0x7F]), (1, Gen.Int[0x80, 0x7FF]), (1, Gen.Int[0x800, 0xD7FF]), (1, Gen.Int[0xE000, 0x10FFFF]))
            .Array[0, 400].Select(points => string.Concat(points.Select(point => new Rune(point).ToString())));

    [Fact]
    public void Text_is_written_as_MessagePack_CSharp_writes_it_at_every_edge_of_the_header()
    {
        foreach (string value in Samples.Texts)
        {
            Same(value);
        }
    }

    [Fact]
    public void Any_text_is_written_as_MessagePack_CSharp_writes_it() => Text.Sample(Same, iter: 2000);

    [Fact]
    public void Null_text_is_nil_where_it_may_be_and_an_error_where_it_may_not()
    {
        Assert.Equal(Bytes.Of("C0"), Bytes.Written((ref w) => w.WriteStringOrNil(null)));
        Assert.Equal(Bytes.Of("A161"), Bytes.Written((ref w) => w.WriteStringOrNil("a")));
        Assert.Null(Bytes.Read(Bytes.Of("C0"), (ref r) => r.ReadStringOrNil()));
        Assert.Equal("a", Bytes.Read(Bytes.Of("A161"), (ref r) => r.ReadStringOrNil()));
        Assert.Throws<SessionValueException>(() => Bytes.Written((ref w) => w.WriteString(null!)));
        Assert.Throws<SessionValueException>(() => Bytes.Written((ref w) => w.WriteBytes(null!)));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused_with_its_position()
    {
        (int Position, string Text)[] halves =
        [
            (0, "\uD83C"),                  // high alone, at the end
            (1, "a\uDF89b"),                // low alone
            (0, "\uDF89\uD83C"),            // the halves exchanged
            (2, "\uD83C\uDF89\uD83Cx"),     // a pair, then half of one
        ];
        foreach ((int position, string half) in halves)
        {
            foreach (int before in new[] { 0, 30, 1000, 1100, 70_000 })
            {
                string text = new string('.', before) + half;
                var e = Assert.Throws<SessionValueException>(() => Bytes.Written((ref w) => w.WriteString(text)));
                Assert.Contains($"(U+{(int)half[position]:X4}) at position {before + position}", e.Reason);
            }
        }
    }

    [Fact]
    public void A_refused_text_leaves_what_was_written_before_and_after_it_whole()
    {
        byte[] written = Bytes.Written((ref w) =>
        {
            w.WriteInt32(1);
            try
            {
                w.WriteString(new string('x', 5000) + "\uD800");
            }
            catch (SessionValueException)
            {
                w.WriteInt32(2);
            }
        });

        Assert.Equal([1, 2], written);
    }

    [Fact]
    public void Millions_of_characters_pass_through_unchanged()
    {
        string value = string.Concat(Enumerable.Repeat("héllo 漢字 🎉 ", 300_000));

        Assert.Equal(value, Bytes.Read(Bytes.Written((ref w) => w.WriteString(value)), (ref r) => r.ReadString()));
    }

    [Theory]
    [InlineData("A1 80")]             // a continuation alone
    [InlineData("A1 C3")]             // a sequence cut short
    [InlineData("A2 C0 80")]          // an overlong zero
    [InlineData("A3 ED A0 80")]       // a surrogate
    [InlineData("A4 F4 90 80 80")]    // above U+10FFFF
    [InlineData("A1 FF")]
    [InlineData("D9 03 61 FE 62")]
    public void Text_that_is_not_UTF8_is_damage(string hex)
    {
        var e = Bytes.Corrupt(Bytes.Of(hex), (ref r) => r.ReadString());

        Assert.Equal(0, e.Offset);
        Assert.Contains("UTF-8", e.Reason);
    }

    [Theory]
    [InlineData("A3 31 32 78")]
    [InlineData("A0")]
    [InlineData("A3 31 65 35")]
    [InlineData("A2 20 31")]
    [InlineData("BE 37 39 32 32 38 31 36 32 35 31 34 32 36 34 33 33 37 35 39 33 35 34 33 39 35 30 33 33 36 30")]
    public void Text_that_is_no_decimal_is_damage(string hex) =>
        Assert.Contains("decimal", Bytes.Corrupt(Bytes.Of(hex), (ref r) => r.ReadDecimal()).Reason);

    [Theory]
    [InlineData("12345678-1234-1234-1234-12345678901")]
    [InlineData("12345678-1234-1234-1234-1234567890123")]
    [InlineData("12345678-1234-1234-1234-12345678901g")]
    [InlineData("{12345678-1234-1234-1234-123456789012}")]
    public void Text_that_is_no_Guid_is_damage(string text) =>
        Assert.Contains("Guid", Bytes.Corrupt(Bytes.Written((ref w) => w.WriteString(text)), (ref r) => r.ReadGuid()).Reason);

    private static void Same(string value)
    {
        byte[] expected = MessagePackSerializer.Serialize(value);
        Assert.True(expected.AsSpan().SequenceEqual(Bytes.Written((ref w) => w.WriteString(value))), $"{value.Length} characters");
        Assert.True(expected.AsSpan().SequenceEqual(Bytes.WrittenTightly((ref w) => w.WriteString(value))), $"{value.Length} characters, tightly");
        Assert.Equal(value, Bytes.Read(expected, (ref r) => r.ReadString()));
    }
}
