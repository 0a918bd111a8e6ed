using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.TestTypes;

/// <summary>An entry: a text, and from version 2 on a mood.</summary>
internal sealed record Note<TBuild>(string Text, string? Mood = null) : ISessionSchema<Note<TBuild>>
    where TBuild : IBuild
{
    private static readonly WireShape Shape = WireShape.Object((0, "Text", null), (1, "Mood", null));

    private static readonly int KeyCount = TBuild.Version >= 2 ? 2 : 1;

    public static SessionSchema<Note<TBuild>> Schema { get; } =
        new("note", TBuild.Version, TBuild.MinReader, new Format<Note<TBuild>>(Shape, Write, Read), TBuild.History);

    public UnknownMembers Unknown { get; init; }

    private static void Write(ref SessionWriter writer, Note<TBuild> value)
    {
        writer.WriteArrayHeader(value.Unknown.LengthWith(KeyCount));
        writer.WriteString(value.Text);
        if (KeyCount > 1)
        {
            writer.WriteStringOrNil(value.Mood);
        }

        value.Unknown.WriteFrom(ref writer, KeyCount);
    }

    private static Note<TBuild> Read(ref SessionReader reader)
    {
        int count = reader.EnterObject();
        UnknownMembers unknown = default;
        string text = count > 0 ? reader.ReadString() : throw reader.Missing("Text", 0);
        string? mood = KeyCount > 1 && count > 1 ? reader.ReadStringOrNil() : null;
        if (count > KeyCount)
        {
            reader.KeepUnknownFrom(ref unknown, KeyCount, count);
        }

        reader.LeaveObject();
        return new Note<TBuild>(text, mood) { Unknown = unknown };
    }
}
