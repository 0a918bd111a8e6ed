using Fluers.Sdk.Frames;
using Fluers.Sdk.Tests.TestTypes;

namespace Fluers.Sdk.Tests.Wire;

/// <summary>A fault in a payload is reported with the member, the key and the byte that it was found at.</summary>
public class FaultPathTests
{
    // 96 | 07 | C0 | 92 A1 53 A1 43 | 92 (92 00 91 A1 54) (92 03 91 A1 39) | 82 A1 61 A1 62 A1 63 A1 64 | 92 (92 A1 65 A1 66) (92 A1 67 A1 68)
    private const string Payload =
        "96 07 C0 92A153A143 92 920091A154 920391A139 82A161A162A163A164 92 92A165A166 92A167A168";

    [Theory]
    [InlineData(0, "A0", "")]                          // the root is no array
    [InlineData(1, "A0", "Number (key 0)")]
    [InlineData(3, "A0", "To (key 2)")]                // the part is no array
    [InlineData(4, "05", "To.Street (key 0)")]
    [InlineData(6, "C3", "To.City (key 1)")]
    [InlineData(8, "05", "Items (key 3)")]
    [InlineData(9, "91", "Items[0] (key 3)")]          // the union is no pair
    [InlineData(10, "C0", "Items[0] (key 3)")]         // its tag is nil
    [InlineData(11, "C0", "Items[0].Book (key 3)")]
    [InlineData(12, "C2", "Items[0].Book.Title (key 0)")]
    [InlineData(17, "C3", "Items[1].Gift.Price (key 0)")]
    [InlineData(19, "90", "Labels (key 4)")]
    [InlineData(20, "01", "Labels[key 0] (key 4)")]
    [InlineData(22, "01", "Labels[value 0] (key 4)")]
    [InlineData(26, "C0", "Labels[value 1] (key 4)")]
    [InlineData(29, "C0", "Route[0] (key 5)")]
    [InlineData(30, "C0", "Route[0].Street (key 0)")]
    [InlineData(37, "C0", "Route[1].City (key 1)")]
    public void A_value_of_the_wrong_kind_is_located(int offset, string replacement, string path)
    {
        byte[] payload = Bytes.Of(Payload);
        payload[offset] = Convert.ToByte(replacement, 16);

        SessionCorruptException e = Fault(payload);

        Assert.Equal(path, e.Path);
        Assert.Equal("parcel", e.SchemaId);
        Assert.Null(e.Session);
        Assert.Contains($"of schema 'parcel' version 1 does not have the shape that this build has for it{(path.Length > 0 ? " at " + path : "")}, byte {e.Offset}: {e.Reason}.", e.Message);
        Assert.InRange(e.Offset, offset - 1, offset + 1);
    }

    [Fact]
    public void The_undamaged_payload_decodes()
    {
        Parcel parcel = Bytes.Read(Bytes.Of(Payload), Parcel.Schema.Format.ReadValue);

        Assert.Equal(new Address("g", "h"), parcel.Route[1]);
        Assert.Equal("d", parcel.Labels["c"]);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_located() =>
        Assert.Equal("Route[1].City (key 1)", Fault(Bytes.Of(Payload[..^2] + "FF")).Path);

    [Fact]
    public void A_number_out_of_range_is_located() =>
        Assert.Equal("Number (key 0)", Fault(Bytes.Of(Payload.Replace("96 07", "96 CD0100"))).Path);

    [Fact]
    public void A_payload_that_ends_early_is_located_where_it_ends()
    {
        Assert.Equal("Route[1].Street (key 0)", Fault(Bytes.Of(Payload)[..36]).Path);
        SessionCorruptException e = Fault(Bytes.Of(Payload)[..38]);
        Assert.Equal("Route[1].City (key 1)", e.Path);
        Assert.Equal(38, e.Offset);
    }

    [Fact]
    public void A_key_that_a_map_holds_twice_is_located_in_the_map()
    {
        SessionCorruptException e = Fault(Bytes.Of(Payload.Replace("A163A164", "A161A164")));

        Assert.Contains("twice", e.Reason);
        Assert.Equal("Labels[value 1] (key 4)", e.Path);
    }

    [Fact]
    public void A_required_member_that_the_root_lacks_is_named()
    {
        SessionCorruptException e = Fault(Bytes.Of("91 07"));

        Assert.Contains("the required member To (key 2) is missing", e.Reason);
        Assert.Equal("", e.Path);
    }

    [Fact]
    public void A_required_member_that_a_part_lacks_is_located_in_the_part()
    {
        SessionCorruptException e = Fault(Bytes.Of("96 07 C0 91A153 90 80 90"));

        Assert.Contains("the required member City (key 1) is missing", e.Reason);
        Assert.Equal("To (key 2)", e.Path);
        Assert.Equal("Route[0] (key 5)", Fault(Bytes.Of("96 07 C0 92A153A143 90 80 92 91A165 92A167A168")).Path);
    }

    [Fact]
    public void Bytes_behind_the_payload_belong_to_no_member()
    {
        SessionCorruptException e = Fault(Bytes.Of(Payload + "C0C0"));

        Assert.Contains("2 bytes follow", e.Reason);
        Assert.Equal("", e.Path);
    }

    [Theory]
    [InlineData("To.City (key 1)")]
    [InlineData("Items[1] (key 3)")]
    [InlineData("Labels[value 1] (key 4)")]
    [InlineData("Route[1].Street (key 0)")]
    public void A_value_that_does_not_fit_is_located_when_it_is_written(string path)
    {
        Parcel parcel = Parcel.Sample();
        parcel = path[0] switch
        {
            'T' => parcel with { To = new Address("Elm Street 1", null!) },
            'I' => parcel with { Items = [new Item.Book("Emma"), null!] },
            'L' => parcel with { Labels = new() { ["a"] = "fragile", ["b"] = "\uD800" } },
            _ => parcel with { Route = [new Address("Dock 2", "Bonn"), new Address(null!, "Graz")] },
        };

        var e = Assert.Throws<SessionValueException>(() => Parcel.Schema.Encode(parcel, FrameKind.Entry));

        Assert.Equal(path, e.Path);
        Assert.Equal("parcel", e.SchemaId);
        Assert.Contains($"The value of schema 'parcel' cannot be stored, at {path}: {e.Reason}.", e.Message);
    }

    private static SessionCorruptException Fault(byte[] payload)
    {
        byte[] frame = [.. new byte[FrameHeader.Size], .. payload];
        new FrameHeader { Kind = FrameKind.Entry, SchemaHash = Parcel.Schema.IdHash, Version = 1, MinReader = 1 }.Seal(frame);
        return Assert.Throws<SessionCorruptException>(() => Parcel.Schema.Decode(frame));
    }
}
