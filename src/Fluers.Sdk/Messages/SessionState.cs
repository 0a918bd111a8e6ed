using System.Collections.Immutable;
using MessagePack;

namespace Fluers.Sdk;

/// <summary>The envelope of an app that needs none of its own: the settings of an agent and its conversation.</summary>
[SessionSchema(1)]
public sealed partial record SessionState
{
    /// <summary>The id of the model.</summary>
    [Key(0)]
    public required string Model { get; init; }

    /// <summary>The greatest number of turns.</summary>
    [Key(1)]
    public required int MaxTurns { get; init; }

    /// <summary>The instructions to the model.</summary>
    [Key(2)]
    public string? SystemMessage { get; init; }

    /// <summary>Whatever else the app keeps, by name.</summary>
    [Key(3)]
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The conversation.</summary>
    public SessionLog<AgentMessage> Messages { get; init; } = [];

    /// <summary>Compares by content.</summary>
    public bool Equals(SessionState? other) =>
        other is not null
        && Model == other.Model
        && MaxTurns == other.MaxTurns
        && SystemMessage == other.SystemMessage
        && Metadata.Count == other.Metadata.Count
        && Metadata.All(pair => other.Metadata.TryGetValue(pair.Key, out string? value) && value == pair.Value)
        && Messages.Equals(other.Messages)
        && UnknownMembers == other.UnknownMembers;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Model, MaxTurns, SystemMessage, Messages);
}
