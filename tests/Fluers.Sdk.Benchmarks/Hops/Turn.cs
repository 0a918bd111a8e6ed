using MessagePack;

namespace Fluers.Sdk.Benchmarks.Hops;

/// <summary>A message that has come a long way: its lock tells of five versions before this one.</summary>
[SessionSchema(6)]
public sealed partial record Turn
{
    /// <summary>Who speaks.</summary>
    [Key(0)] public required int Role { get; init; }

    /// <summary>What is said.</summary>
    [Key(1)] public required TurnBlock[] Content { get; init; }

    /// <summary>Which model said it, since version 2.</summary>
    [Key(2)] public string? Model { get; init; }

    /// <summary>What it took, since version 3, and more of it since version 4.</summary>
    [Key(3)] public long Tokens { get; init; }

    /// <summary>Whether it was said to the end, since version 5.</summary>
    [Key(4)] public bool Finished { get; init; }

    /// <summary>Words to find it by, since version 6.</summary>
    [Key(5)] public string[] Tags { get; init; } = [];
}

/// <summary>One piece of content.</summary>
[SessionUnion]
public abstract partial record TurnBlock
{
    /// <summary>Text.</summary>
    [Case(0)] public sealed partial record Text([property: Key(0)] string Value) : TurnBlock;

    /// <summary>A call of a tool.</summary>
    [Case(1)] public sealed partial record ToolUse([property: Key(0)] string Id, [property: Key(1)] string Name, [property: Key(2)] string Input) : TurnBlock;

    /// <summary>The result of a call.</summary>
    [Case(2)] public sealed partial record ToolResult([property: Key(0)] string ToolUseId, [property: Key(1)] string Content) : TurnBlock;
}
