using PolyType;

namespace Fluers.Sdk.Benchmarks.Peers;

/// <summary>Where Nerdbank.MessagePack finds the shape of an array of messages.</summary>
[GenerateShapeFor<Message[]>]
internal sealed partial class PeerShapes;
