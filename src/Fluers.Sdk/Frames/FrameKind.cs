namespace Fluers.Sdk.Frames;

/// <summary>What a frame holds.</summary>
public enum FrameKind : byte
{
    /// <summary>The head of a session: its envelope.</summary>
    Head = 1,

    /// <summary>One entry of a session's log.</summary>
    Entry = 2,

    /// <summary>What stands first in an export and says what it holds. Only exports have it, no storage.</summary>
    ExportStart = 3,

    /// <summary>What stands last in an export and seals it. Only exports have it, no storage.</summary>
    ExportEnd = 4,
}
