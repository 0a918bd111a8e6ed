using Fluers.Sdk.Frames;

namespace Fluers.Sdk;

/// <summary>
/// The head of a session that is too long for one commit, until its last piece is stored: of a schema that nobody has, so that nobody loads
/// the half of it.
/// </summary>
internal static class IncompleteHead
{
    /// <summary>The hash of its schema. No id of a user's schema has a slash.</summary>
    public static readonly ulong SchemaHash = FrameHeader.HashOf("fluers/incomplete");

    /// <summary>The head: one frame whose payload is nil.</summary>
    public static byte[] Frame { get; } = ExportFrames.Seal(FrameKind.Head, SchemaHash, [0xC0]);
}
