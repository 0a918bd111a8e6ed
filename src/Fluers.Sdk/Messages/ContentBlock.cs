using System.Text.Json;
using MessagePack;

namespace Fluers.Sdk;

/// <summary>One piece of a message's content.</summary>
[SessionUnion]
public abstract partial record ContentBlock
{
    /// <summary>Plain text.</summary>
    /// <param name="Value">The text.</param>
    [Case(0)]
    public sealed partial record Text([property: Key(0)] string Value) : ContentBlock;

    /// <summary>An image.</summary>
    /// <param name="MediaType">Its media type, such as <c>image/png</c>.</param>
    /// <param name="Data">Its bytes.</param>
    [Case(1)]
    public sealed partial record Image([property: Key(0)] string MediaType, [property: Key(1)] ReadOnlyMemory<byte> Data) : ContentBlock
    {
        /// <summary>Compares by content.</summary>
        public bool Equals(Image? other) =>
            other is not null
            && MediaType == other.MediaType
            && Data.Span.SequenceEqual(other.Data.Span)
            && UnknownMembers == other.UnknownMembers;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(MediaType, Data.Length);
    }

    /// <summary>A call of a tool by the model.</summary>
    /// <param name="Id">The id of the call, which its result repeats.</param>
    /// <param name="Name">The name of the tool.</param>
    /// <param name="Input">The arguments, a JSON object.</param>
    [Case(2)]
    public sealed partial record ToolUse(
        [property: Key(0)] string Id, [property: Key(1)] string Name, [property: Key(2)] JsonElement Input) : ContentBlock
    {
        /// <summary>Compares by content; JSON by value, numbers by their text.</summary>
        public bool Equals(ToolUse? other) =>
            other is not null
            && Id == other.Id
            && Name == other.Name
            && JsonText.AreEqual(Input, other.Input)
            && UnknownMembers == other.UnknownMembers;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Id, Name);
    }

    /// <summary>The result of a call.</summary>
    /// <param name="ToolUseId">The id of the call.</param>
    /// <param name="Content">What the tool gave: any JSON value.</param>
    [Case(3)]
    public sealed partial record ToolResult([property: Key(0)] string ToolUseId, [property: Key(1)] JsonElement Content) : ContentBlock
    {
        /// <summary>Compares by content; JSON by value, numbers by their text.</summary>
        public bool Equals(ToolResult? other) =>
            other is not null
            && ToolUseId == other.ToolUseId
            && JsonText.AreEqual(Content, other.Content)
            && UnknownMembers == other.UnknownMembers;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(ToolUseId);
    }

    /// <summary>What the model thought before it answered.</summary>
    /// <param name="Value">The thought, as far as the model shows it.</param>
    /// <param name="Signature">The provider's proof that the thought is its own.</param>
    /// <param name="Encrypted">The thought as only the provider can read it.</param>
    [Case(4)]
    public sealed partial record Reasoning(
        [property: Key(0)] string Value, [property: Key(1)] string? Signature = null, [property: Key(2)] string? Encrypted = null) : ContentBlock;
}
