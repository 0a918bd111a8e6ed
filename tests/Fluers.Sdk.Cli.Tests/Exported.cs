using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Cli.Tests;

/// <summary>What is in an export.</summary>
internal static class Exported
{
    /// <summary>The frames of the session, as an earlier version exported it: without what says what it holds, and without the seal.</summary>
    public static byte[] FramesOf(byte[] export) => [.. Split(export).Where(frame => FrameHeader.Parse(frame).Kind is FrameKind.Head or FrameKind.Entry).SelectMany(frame => frame)];

    /// <summary>The frames of a file, whatever they are.</summary>
    public static IEnumerable<byte[]> Split(byte[] export)
    {
        for (int at = 0, length; at < export.Length; at += length)
        {
            length = FrameHeader.Parse(export.AsSpan(at)).FrameLength;
            yield return export[at..(at + length)];
        }
    }
}
