using System.Collections.Immutable;
using Fluers.Sdk;
using MessagePack;

namespace SupportAgent;

/// <summary>One message of such a conversation: an entry of its log.</summary>
[SessionSchema(2)]
public sealed partial record SupportMessage([property: Key(0)] MessageRole Role, [property: Key(2)] ImmutableArray<ContentBlock> Content)
{
    /// <summary>Compares by content: an array of its own would compare by reference.</summary>
    public bool Equals(SupportMessage? other) =>
        other is not null && Role == other.Role && Content.SequenceEqual(other.Content) && UnknownMembers == other.UnknownMembers;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Role, Content.Length);
}
