using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Cli.Decoding;

/// <summary>A frame as people and programs read it.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Json">The payload as JSON with names, UTF-8.</param>
/// <param name="Opaque">The places whose values no lock describes, and why; they stand in the JSON as they are stored, in base64.</param>
internal sealed record DecodedFrame(FrameHeader Header, ReadOnlyMemory<byte> Json, IReadOnlyList<string> Opaque);
