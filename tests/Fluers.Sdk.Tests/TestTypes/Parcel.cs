using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.TestTypes;

/// <summary>A schema with all that nests: a part, a sequence of a union, a map, a sequence of parts, and a gap at key 1.</summary>
internal sealed record Parcel : ISessionSchema<Parcel>
{
    public static SessionSchema<Parcel> Schema { get; } = new("parcel", 1, 1, new Format<Parcel>(
        WireShape.Object(
            (0, "Number", null),
            (2, "To", () => Address.Shape),
            (3, "Items", () => WireShape.Sequence(() => Item.Shape)),
            (4, "Labels", () => WireShape.Map(null)),
            (5, "Route", () => WireShape.Sequence(() => Address.Shape))),
        Write,
        Read));

    public required byte Number { get; init; }

    public required Address To { get; init; }

    public Item[] Items { get; init; } = [];

    public Dictionary<string, string> Labels { get; init; } = [];

    public Address[] Route { get; init; } = [];

    public UnknownMembers Unknown { get; init; }

    public static Parcel Sample() => new()
    {
        Number = 7,
        To = new Address("Elm Street 1", "Ulm"),
        Items = [new Item.Book("Emma"), new Item.Gift(12.50m)],
        Labels = new() { ["a"] = "fragile", ["b"] = "urgent" },
        Route = [new Address("Dock 2", "Bonn"), new Address("Dock 9", "Graz")],
    };

    private static void Write(ref SessionWriter writer, Parcel value)
    {
        writer.WriteArrayHeader(value.Unknown.LengthWith(6));
        writer.WriteByte(value.Number);
        value.Unknown.WriteAt(ref writer, 1);
        Address.Write(ref writer, value.To);
        writer.WriteArrayHeader(value.Items.Length);
        foreach (Item item in value.Items)
        {
            Item.Write(ref writer, item);
        }

        writer.WriteMapHeader(value.Labels.Count);
        foreach ((string key, string label) in value.Labels)
        {
            writer.WriteString(key);
            writer.WriteString(label);
        }

        writer.WriteArrayHeader(value.Route.Length);
        foreach (Address stop in value.Route)
        {
            Address.Write(ref writer, stop);
        }

        value.Unknown.WriteFrom(ref writer, 6);
    }

    private static Parcel Read(ref SessionReader reader)
    {
        int count = reader.EnterObject();
        UnknownMembers unknown = default;
        byte number = count > 0 ? reader.ReadByte() : throw reader.Missing("Number", 0);
        if (count > 1)
        {
            reader.KeepUnknown(ref unknown, 1);
        }

        Address to = count > 2 ? Address.Read(ref reader) : throw reader.Missing("To", 2);
        Item[] items = count > 3 ? Sequence(ref reader, Item.Read) : [];
        Dictionary<string, string> labels = count > 4 ? Map(ref reader) : [];
        Address[] route = count > 5 ? Sequence(ref reader, Address.Read) : [];
        if (count > 6)
        {
            reader.KeepUnknownFrom(ref unknown, 6, count);
        }

        reader.LeaveObject();
        return new Parcel { Number = number, To = to, Items = items, Labels = labels, Route = route, Unknown = unknown };
    }

    private static T[] Sequence<T>(ref SessionReader reader, ReadOf<T> read)
    {
        int count = reader.ReadArrayHeader();
        T[] items = reader.NewArray<T>(count);
        for (int i = 0; i < count; i++)
        {
            if (i == items.Length)
            {
                SessionReader.Grow(ref items, count);
            }

            items[i] = read(ref reader);
        }

        return items;
    }

    private static Dictionary<string, string> Map(ref SessionReader reader)
    {
        int count = reader.ReadMapHeader();
        var map = new Dictionary<string, string>(reader.Buckets<string, string>(count));
        for (int i = 0; i < count; i++)
        {
            string key = reader.ReadString();
            string value = reader.ReadString();
            if (!map.TryAdd(key, value))
            {
                throw reader.DuplicateKey();
            }
        }

        return map;
    }
}
