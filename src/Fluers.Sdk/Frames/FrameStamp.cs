namespace Fluers.Sdk.Frames;

/// <summary>The version under which a frame is written, and the oldest one whose code may read it.</summary>
/// <remarks>A value that came from a newer build keeps that build's stamp when it is written back.</remarks>
internal readonly record struct FrameStamp(int Version, int MinReader)
{
    /// <summary>The stamp of a frame that holds what came under this one and under another.</summary>
    public FrameStamp And(FrameStamp other) => new(Math.Max(Version, other.Version), Math.Max(MinReader, other.MinReader));
}
