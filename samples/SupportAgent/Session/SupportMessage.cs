using System.Collections.Immutable;
using Fluers.Sdk;
using MessagePack;

namespace SupportAgent;

/// <summary>One message of the conversation: an entry of the log, stored once and never written again.</summary>
[SessionSchema(2)]
public sealed partial record SupportMessage([property: Key(0)] MessageRole Role, [property: Key(2)] ImmutableArray<ContentBlock> Content)
{
    /// <summary>The texts of the content, one after the other.</summary>
    [IgnoreMember]
    public string Text => string.Concat(Content.OfType<ContentBlock.Text>().Select(block => block.Value));

    /// <summary>What the customer says.</summary>
    public static SupportMessage User(string text) => new(MessageRole.User, [new ContentBlock.Text(text)]);

    /// <summary>What the model says, and calls.</summary>
    public static SupportMessage Assistant(params ReadOnlySpan<ContentBlock> content) => new(MessageRole.Assistant, [.. content]);

    /// <summary>What a tool gave.</summary>
    public static SupportMessage Tool(ContentBlock.ToolResult result) => new(MessageRole.Tool, [result]);

    /// <summary>Compares by content: an array of its own would compare by reference.</summary>
    public bool Equals(SupportMessage? other) =>
        other is not null && Role == other.Role && Content.SequenceEqual(other.Content) && UnknownMembers == other.UnknownMembers;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Role, Content.Length);
}
