namespace Fluers.Sdk.Frames;

/// <summary>The version under which a frame is written, and the oldest one whose code may read it.</summary>
/// <remarks>A value that came from a newer build keeps that build's stamp when it is written back.</remarks>
internal readonly record struct FrameStamp(int Version, int MinReader);
