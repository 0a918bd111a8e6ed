using System.Collections.Immutable;
using MessagePack;

namespace Fluers.Sdk;

/// <summary>One message of a conversation: who wrote it, and its content. The entry of <see cref="SessionState"/>'s log.</summary>
[SessionSchema(1)]
public sealed partial record AgentMessage
{
    /// <summary>Who wrote the message.</summary>
    [Key(0)]
    public required MessageRole Role { get; init; }

    /// <summary>The content, in order. May be empty.</summary>
    [Key(1)]
    public required ImmutableArray<ContentBlock> Content { get; init; }

    /// <summary>The texts of the content, one after the other.</summary>
    [IgnoreMember]
    public string Text => string.Concat((Content.IsDefault ? [] : Content).OfType<ContentBlock.Text>().Select(block => block.Value));

    /// <summary>A message of the developer.</summary>
    public static AgentMessage System(string text) => Of(MessageRole.System, text);

    /// <summary>A message of the human.</summary>
    public static AgentMessage User(string text) => Of(MessageRole.User, text);

    /// <summary>A message of the model.</summary>
    public static AgentMessage Assistant(string text) => Of(MessageRole.Assistant, text);

    /// <summary>A message of the model.</summary>
    public static AgentMessage Assistant(params ReadOnlySpan<ContentBlock> content) =>
        new() { Role = MessageRole.Assistant, Content = [.. content] };

    /// <summary>The results of tool calls.</summary>
    public static AgentMessage Tool(params ReadOnlySpan<ContentBlock> content) =>
        new() { Role = MessageRole.Tool, Content = [.. content] };

    /// <summary>An event of the framework.</summary>
    public static AgentMessage Signal(string text) => Of(MessageRole.Signal, text);

    /// <summary>Compares by content.</summary>
    public bool Equals(AgentMessage? other) =>
        other is not null
        && Role == other.Role
        && Blocks.SequenceEqual(other.Blocks)
        && UnknownMembers == other.UnknownMembers;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Role, Blocks.Length, Blocks.IsEmpty ? null : Blocks[0]);

    private ReadOnlySpan<ContentBlock> Blocks => Content.AsSpan();

    private static AgentMessage Of(MessageRole role, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new AgentMessage { Role = role, Content = [new ContentBlock.Text(text)] };
    }
}
