using System.Text.Json.Serialization;

namespace Fluers.Sdk.Benchmarks.Peers;

/// <summary>System.Text.Json with generated metadata.</summary>
[JsonSerializable(typeof(Message[]))]
internal sealed partial class PeerJson : JsonSerializerContext;
