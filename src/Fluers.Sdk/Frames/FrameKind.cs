namespace Fluers.Sdk.Frames;

/// <summary>What a frame holds.</summary>
public enum FrameKind : byte
{
    /// <summary>The head of a session: its envelope.</summary>
    Head = 1,

    /// <summary>One entry of a session's log.</summary>
    Entry = 2,
}
