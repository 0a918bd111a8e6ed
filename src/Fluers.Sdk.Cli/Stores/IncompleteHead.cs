using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Cli.Stores;

/// <summary>
/// The head of a session whose last piece is not stored yet, as imports of long sessions write it too: of a schema that nobody has, so that
/// nobody loads the half of it.
/// </summary>
internal static class IncompleteHead
{
    /// <summary>What it is called where a schema is named.</summary>
    public const string Name = "(not complete)";

    /// <summary>The hash of its schema. No id of a user's schema has a slash.</summary>
    public static readonly ulong SchemaHash = FrameHeader.HashOf("fluers/incomplete");

    private const byte Nil = 0xC0;

    /// <summary>One frame.</summary>
    public static byte[] Frame { get; } = Make();

    private static byte[] Make()
    {
        byte[] frame = [.. new byte[FrameHeader.Size], Nil];
        new FrameHeader { Kind = FrameKind.Head, SchemaHash = SchemaHash, Version = 1, MinReader = 1 }.Seal(frame);
        return frame;
    }
}
