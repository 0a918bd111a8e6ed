using System.Collections.Immutable;
using MessagePack;

namespace Fluers.Sdk.Agents;

/// <summary>What a response cost, in tokens, as it is stored.</summary>
[SessionPart]
public sealed partial record StoredUsage
{
    /// <summary>Tokens of the input.</summary>
    [Key(0)]
    public long? Input { get; init; }

    /// <summary>Tokens of the output.</summary>
    [Key(1)]
    public long? Output { get; init; }

    /// <summary>All tokens.</summary>
    [Key(2)]
    public long? Total { get; init; }

    /// <summary>Tokens of the input that the provider had in its cache.</summary>
    [Key(3)]
    public long? CachedInput { get; init; }

    /// <summary>Tokens of thought.</summary>
    [Key(4)]
    public long? Reasoning { get; init; }

    /// <summary>Tokens of the input that are sound.</summary>
    [Key(5)]
    public long? InputAudio { get; init; }

    /// <summary>Tokens of the input that are text.</summary>
    [Key(6)]
    public long? InputText { get; init; }

    /// <summary>Tokens of the output that are sound.</summary>
    [Key(7)]
    public long? OutputAudio { get; init; }

    /// <summary>Tokens of the output that are text.</summary>
    [Key(8)]
    public long? OutputText { get; init; }

    /// <summary>Counts that only one provider knows, by name and in order.</summary>
    [Key(9)]
    public ImmutableArray<KeyValuePair<string, long>>? Additional { get; init; }

    internal bool KeepsUnknown => !UnknownMembers.IsEmpty;
}
