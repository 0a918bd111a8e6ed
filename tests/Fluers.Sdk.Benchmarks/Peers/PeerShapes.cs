using PolyType;

namespace Fluers.Sdk.Benchmarks.Peers;

/// <summary>Where Nerdbank.MessagePack finds the shape of an array of messages or samples.</summary>
[GenerateShapeFor<Message[]>]
[GenerateShapeFor<Sample[]>]
internal sealed partial class PeerShapes;
