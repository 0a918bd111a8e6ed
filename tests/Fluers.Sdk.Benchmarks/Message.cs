using System.Text.Json.Serialization;
using MemoryPack;
using MessagePack;
using PolyType;
using NerdbankKey = Nerdbank.MessagePack.KeyAttribute;

namespace Fluers.Sdk.Benchmarks;

/// <summary>One message, annotated for every library of the comparison, so that all of them carry the same data.</summary>
[SessionSchema(1)]
[MessagePackObject]
[MemoryPackable]
[GenerateShape]
public sealed partial record Message(
    [property: Key(0), NerdbankKey(0)] int Role,
    [property: Key(1), NerdbankKey(1)] Block[] Content);

/// <summary>One piece of content.</summary>
[SessionUnion]
[MessagePack.Union(0, typeof(Text))]
[MessagePack.Union(1, typeof(ToolUse))]
[MessagePack.Union(2, typeof(ToolResult))]
[MemoryPackable]
[MemoryPackUnion(0, typeof(Text))]
[MemoryPackUnion(1, typeof(ToolUse))]
[MemoryPackUnion(2, typeof(ToolResult))]
[DerivedTypeShape(typeof(Text), Tag = 0)]
[DerivedTypeShape(typeof(ToolUse), Tag = 1)]
[DerivedTypeShape(typeof(ToolResult), Tag = 2)]
[JsonDerivedType(typeof(Text), 0)]
[JsonDerivedType(typeof(ToolUse), 1)]
[JsonDerivedType(typeof(ToolResult), 2)]
public abstract partial record Block;

/// <summary>Text.</summary>
[Case(0)]
[MessagePackObject]
[MemoryPackable]
public sealed partial record Text([property: Key(0), NerdbankKey(0)] string Value) : Block;

/// <summary>A call of a tool.</summary>
[Case(1)]
[MessagePackObject]
[MemoryPackable]
public sealed partial record ToolUse(
    [property: Key(0), NerdbankKey(0)] string Id,
    [property: Key(1), NerdbankKey(1)] string Name,
    [property: Key(2), NerdbankKey(2)] string Input) : Block;

/// <summary>The result of a call.</summary>
[Case(2)]
[MessagePackObject]
[MemoryPackable]
public sealed partial record ToolResult(
    [property: Key(0), NerdbankKey(0)] string ToolUseId,
    [property: Key(1), NerdbankKey(1)] string Content) : Block;
