using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.TestTypes;

/// <summary>An envelope that is a mutable class and has no log.</summary>
internal sealed class Board : ISessionEnvelope<Board>
{
    public static SessionSchema<Board> Schema { get; } =
        new("board", 1, 1, new Format<Board>(WireShape.Object((0, "Text", null)), Write, Read));

    public static SessionLogMember<Board>? Log => null;

    public string Text { get; set; } = "";

    private static void Write(ref SessionWriter writer, Board value)
    {
        writer.WriteArrayHeader(1);
        writer.WriteString(value.Text);
    }

    private static Board Read(ref SessionReader reader)
    {
        int count = reader.EnterObject();
        string text = count > 0 ? reader.ReadString() : throw reader.Missing("Text", 0);
        reader.LeaveObject();
        return new Board { Text = text };
    }
}
