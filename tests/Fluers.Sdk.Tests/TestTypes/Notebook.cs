using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.TestTypes;

/// <summary>An envelope with a log of notes: a title, a number of pages, and from version 2 on a colour.</summary>
/// <typeparam name="TBuild">The build that knows the head.</typeparam>
/// <typeparam name="TNote">The build that knows the entries.</typeparam>
internal sealed record Notebook<TBuild, TNote> : ISessionEnvelope<Notebook<TBuild, TNote>>
    where TBuild : IBuild
    where TNote : IBuild
{
    private static readonly WireShape Shape = WireShape.Object((0, "Title", null), (1, "Pages", null), (2, "Color", null));

    private static readonly int KeyCount = TBuild.Version >= 2 ? 3 : 2;

    public static SessionSchema<Notebook<TBuild, TNote>> Schema { get; } =
        new("notebook", TBuild.Version, TBuild.MinReader, new Format<Notebook<TBuild, TNote>>(Shape, Write, Read), TBuild.History);

    public static SessionLogMember<Notebook<TBuild, TNote>>? Log { get; } =
        new SessionLogMember<Notebook<TBuild, TNote>, Note<TNote>>("Notes", book => book.Notes, (book, log) => book with { Notes = log });

    public required string Title { get; init; }

    public int Pages { get; init; } = 1;

    public string Color { get; init; } = "white";

    public SessionLog<Note<TNote>> Notes { get; init; } = [];

    public UnknownMembers Unknown { get; init; }

    private static void Write(ref SessionWriter writer, Notebook<TBuild, TNote> value)
    {
        writer.WriteArrayHeader(value.Unknown.LengthWith(KeyCount));
        writer.WriteString(value.Title);
        writer.WriteInt32(value.Pages);
        if (KeyCount > 2)
        {
            writer.WriteString(value.Color);
        }

        value.Unknown.WriteFrom(ref writer, KeyCount);
    }

    private static Notebook<TBuild, TNote> Read(ref SessionReader reader)
    {
        int count = reader.EnterObject();
        UnknownMembers unknown = default;
        string title = count > 0 ? reader.ReadString() : throw reader.Missing("Title", 0);
        int pages = count > 1 && !reader.TryReadNil() ? reader.ReadInt32() : 1;
        string color = KeyCount > 2 && count > 2 && !reader.TryReadNil() ? reader.ReadString() : "white";
        if (count > KeyCount)
        {
            reader.KeepUnknownFrom(ref unknown, KeyCount, count);
        }

        reader.LeaveObject();
        return new Notebook<TBuild, TNote> { Title = title, Pages = pages, Color = color, Unknown = unknown };
    }
}
