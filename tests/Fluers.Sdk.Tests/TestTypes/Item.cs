using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.TestTypes;

/// <summary>A union: a book, a gift, or what a newer build wrote.</summary>
internal abstract record Item
{
    public static WireShape Shape { get; } = WireShape.Union(
        (0, "Book", () => WireShape.Object((0, "Title", null))),
        (3, "Gift", () => WireShape.Object((0, "Price", null))));

    public static void Write(ref SessionWriter writer, Item value)
    {
        switch (value)
        {
            case Book book:
                writer.EnterUnion(0);
                writer.EnterObject(1);
                writer.WriteString(book.Title);
                writer.LeaveObject();
                writer.LeaveObject();
                break;
            case Gift gift:
                writer.EnterUnion(3);
                writer.EnterObject(1);
                writer.WriteDecimal(gift.Price);
                writer.LeaveObject();
                writer.LeaveObject();
                break;
            case Unknown unknown:
                writer.WriteUnknownCase(unknown.Tag, unknown.Payload);
                break;
            default:
                throw SessionWriter.NoCase(value, "Item");
        }
    }

    public static Item Read(ref SessionReader reader)
    {
        int tag = reader.EnterUnion();
        Item value = tag switch
        {
            0 => new Book(Member(ref reader, "Title", (ref r) => r.ReadString())),
            3 => new Gift(Member(ref reader, "Price", (ref r) => r.ReadDecimal())),
            _ => new Unknown(tag, reader.ReadRaw().ToArray()),
        };
        reader.LeaveObject();
        return value;
    }

    private static T Member<T>(ref SessionReader reader, string name, ReadOf<T> read)
    {
        T value = reader.EnterObject() > 0 ? read(ref reader) : throw reader.Missing(name, 0);
        reader.LeaveObject();
        return value;
    }

    internal sealed record Book(string Title) : Item;

    internal sealed record Gift(decimal Price) : Item;

    internal sealed record Unknown(int Tag, byte[] Payload) : Item;

    /// <summary>A case that the union does not list.</summary>
    internal sealed record Stranger : Item;
}
