using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.TestTypes;

/// <summary>A part: both members required.</summary>
internal sealed record Address(string Street, string City)
{
    public static WireShape Shape { get; } = WireShape.Object((0, "Street", null), (1, "City", null));

    public static void Write(ref SessionWriter writer, Address value)
    {
        if (value is null)
        {
            throw SessionWriter.Null();
        }

        writer.WriteArrayHeader(2);
        writer.WriteString(value.Street);
        writer.WriteString(value.City);
    }

    public static Address Read(ref SessionReader reader)
    {
        int count = reader.EnterObject();
        string street = count > 0 ? reader.ReadString() : throw reader.Missing("Street", 0);
        string city = count > 1 ? reader.ReadString() : throw reader.Missing("City", 1);
        reader.LeaveObject();
        return new Address(street, city);
    }
}
