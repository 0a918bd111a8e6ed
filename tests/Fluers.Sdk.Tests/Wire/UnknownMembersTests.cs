using Fluers.Sdk.Frames;
using Fluers.Sdk.Tests.TestTypes;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.Wire;

/// <summary>What stands at keys that a shape does not have is kept and written back.</summary>
public class UnknownMembersTests
{
    private const string Known = "07 {1} 92 A0 A0 90 80 90";

    [Theory]
    [InlineData("96", "C0", "")]                           // nothing unknown
    [InlineData("96", "A568656C6C6F", "")]                 // between known keys
    [InlineData("96", "93 01 02 81 01 C3", "")]
    [InlineData("97", "C0", "CD 0100")]                    // behind them
    [InlineData("99", "C0", "C0 DC0001C3 C0")]
    [InlineData("98", "D4 05 06", "A161 C0")]              // both
    public void Unknown_members_are_written_back_byte_for_byte(string header, string between, string behind)
    {
        byte[] payload = Bytes.Of($"{header} {Known.Replace("{1}", between)} {behind}");

        Parcel parcel = Decode(payload);

        Assert.Equal(payload, Parcel.Schema.Encode(parcel, FrameKind.Entry)[FrameHeader.Size..]);
        Assert.Equal(between == "C0" && behind.Length == 0, parcel.Unknown.IsEmpty);
    }

    [Fact]
    public void Unknown_members_are_written_back_from_a_changed_copy()
    {
        Parcel parcel = Decode(Bytes.Of($"97 {Known.Replace("{1}", "A162")} A163"));

        byte[] payload = Parcel.Schema.Encode(parcel with { Number = 8 }, FrameKind.Entry)[FrameHeader.Size..];

        Assert.Equal(Bytes.Of("97 08 A162 92 A0 A0 90 80 90 A163"), payload);
    }

    [Fact]
    public void Unknown_members_that_are_cut_short_are_damage() =>
        Assert.Throws<SessionCorruptException>(() => Decode(Bytes.Of($"98 {Known.Replace("{1}", "C0")} 01")));

    [Fact]
    public void Values_that_differ_only_in_unknown_members_are_two()
    {
        Note<Build1> plain = Note("91 A161");
        Note<Build1> extra = Note("92 A161 01");

        Assert.NotEqual(plain, extra);
        Assert.True(plain.Unknown != extra.Unknown);
        Assert.NotEqual(extra, Note("92 A161 02"));
        Assert.NotEqual(extra, Note("93 A161 01 C0"));
        Assert.Equal(extra, Note("92 A161 01"));
        Assert.Equal(extra.GetHashCode(), Note("92 A161 01").GetHashCode());
        Assert.True(extra.Unknown == Note("92 A161 01").Unknown);
        Assert.True(extra.Unknown.Equals((object)Note("92 A161 01").Unknown));
        Assert.False(extra.Unknown.Equals("01"));
    }

    [Fact]
    public void Without_unknown_members_an_object_has_the_length_of_its_shape()
    {
        UnknownMembers none = default;

        Assert.True(none.IsEmpty);
        Assert.Equal(5, none.LengthWith(5));
        Assert.Equal(0, none.GetHashCode());
        Assert.Equal(Bytes.Of("C0"), Bytes.Written((ref w) => none.WriteAt(ref w, 3)));
        Assert.Empty(Bytes.Written((ref w) => none.WriteFrom(ref w, 3)));
    }

    private static Note<Build1> Note(string payload) => Bytes.Read(Bytes.Of(payload), Fluers.Sdk.Tests.TestTypes.Note<Build1>.Schema.Format.ReadValue);

    private static Parcel Decode(byte[] payload) => Bytes.Read(payload, Parcel.Schema.Format.ReadValue);
}
