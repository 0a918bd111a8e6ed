using Fluers.Sdk.Frames;
using Fluers.Sdk.Tests.TestTypes;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.Wire;

public class UnionTests
{
    [Fact]
    public void A_case_is_the_array_of_its_tag_and_its_payload() =>
        Assert.Equal(Bytes.Of("92 03 91 A2 3132"), Bytes.Written((ref w) => Item.Write(ref w, new Item.Gift(12m))));

    [Fact]
    public void A_case_from_a_newer_build_is_written_back_byte_for_byte()
    {
        byte[] newer = Bytes.Of("92 CD0400 94 01 A162 C0 DC0001C3");

        Item item = Bytes.Read(newer, Item.Read);

        Assert.Equal(1024, Assert.IsType<Item.Unknown>(item).Tag);
        byte[] again = Bytes.Written((ref w) => Item.Write(ref w, item));
        Assert.Equal(newer, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("01 02")]
    [InlineData("92 01")]
    [InlineData("C1")]
    [InlineData("A5 61")]
    public void A_payload_that_is_not_one_value_is_refused(string hex)
    {
        var e = Assert.Throws<SessionValueException>(
            () => Bytes.Written((ref w) => w.WriteUnknownCase(9, Bytes.Of(hex))));

        Assert.Contains("unknown case 9", e.Reason);
    }

    [Theory]
    [InlineData("90")]
    [InlineData("91 00")]
    [InlineData("93 00 C0 C0")]
    public void An_array_of_another_length_is_no_union(string hex) =>
        Assert.Contains("array of a tag and a payload", Bytes.Corrupt(Bytes.Of(hex), Item.Read).Reason);

    [Fact]
    public void An_object_that_is_no_case_is_refused_by_its_type()
    {
        Parcel parcel = Parcel.Sample() with { Items = [new Item.Book("Emma"), new Item.Stranger()] };

        var e = Assert.Throws<SessionValueException>(() => Parcel.Schema.Encode(parcel, FrameKind.Entry));

        Assert.Contains("Stranger is no case of Item", e.Reason);
        Assert.Equal("parcel", e.SchemaId);
        Assert.Equal("Items[1] (key 3)", e.Path);
    }
}
