using System.Collections.Immutable;
using System.Text.Json;
using MessagePack;

namespace Fluers.Sdk.Agents;

/// <summary>
/// One piece of a message as it is stored: a case for each <see cref="Microsoft.Extensions.AI.AIContent"/> of Microsoft.Extensions.AI,
/// and one for content types of the caller's own. A case from a newer build is kept and written back.
/// </summary>
[SessionUnion]
public abstract partial record StoredContent
{
    /// <summary>What the content refers to; <see langword="null"/> where the content says nothing of it.</summary>
    [Key(0)]
    public ImmutableArray<StoredAnnotation>? Annotations { get; init; }

    /// <summary>The additional properties, one JSON object; <see langword="null"/> for none.</summary>
    [Key(1)]
    public JsonElement? Properties { get; init; }

    /// <summary>Whether it holds what this build does not know.</summary>
    internal virtual bool KeepsUnknown => Annotations is { } annotations && annotations.Any(annotation => annotation.KeepsUnknown);

    /// <summary>Content without more: what a provider says that has no type of its own.</summary>
    [Case(0)]
    public sealed partial record Plain : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>Text.</summary>
    /// <param name="Value">The text.</param>
    [Case(1)]
    public sealed partial record Text([property: Key(2)] string Value) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>What the model thought.</summary>
    /// <param name="Value">The thought, as far as the provider shows it.</param>
    /// <param name="Protected">The thought as only the provider reads it, character for character.</param>
    [Case(2)]
    public sealed partial record Reasoning([property: Key(2)] string Value, [property: Key(3)] string? Protected = null) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>Bytes, such as an image.</summary>
    /// <param name="MediaType">Their media type.</param>
    /// <param name="Bytes">The bytes.</param>
    /// <param name="Name">Their name.</param>
    /// <param name="Uri">The data URI that the content came with, where it is not the one that these bytes have.</param>
    [Case(3)]
    public sealed partial record Data(
        [property: Key(2)] string MediaType,
        [property: Key(3)] ReadOnlyMemory<byte> Bytes,
        [property: Key(4)] string? Name = null,
        [property: Key(5)] string? Uri = null) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>Something elsewhere, by its address.</summary>
    /// <param name="Address">The address.</param>
    /// <param name="MediaType">Its media type.</param>
    [Case(4)]
    public sealed partial record Link([property: Key(2)] Uri Address, [property: Key(3)] string MediaType) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>An error that a provider told.</summary>
    /// <param name="Message">What happened.</param>
    /// <param name="Code">Its code.</param>
    /// <param name="Details">More of it.</param>
    [Case(5)]
    public sealed partial record Error(
        [property: Key(2)] string Message, [property: Key(3)] string? Code = null, [property: Key(4)] string? Details = null) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>What a response cost.</summary>
    /// <param name="Details">The counts.</param>
    [Case(6)]
    public sealed partial record Usage([property: Key(2)] StoredUsage Details) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || Details.KeepsUnknown || base.KeepsUnknown;
    }

    /// <summary>A file that the provider keeps.</summary>
    /// <param name="FileId">Its id there.</param>
    [Case(7)]
    public sealed partial record HostedFile([property: Key(2)] string FileId) : StoredContent
    {
        /// <summary>Its media type.</summary>
        [Key(3)]
        public string? MediaType { get; init; }

        /// <summary>Its name.</summary>
        [Key(4)]
        public string? Name { get; init; }

        /// <summary>Its size, in bytes.</summary>
        [Key(5)]
        public long? Size { get; init; }

        /// <summary>When it was made.</summary>
        [Key(6)]
        public DateTimeOffset? CreatedAt { get; init; }

        /// <summary>What it is for, in the provider's words.</summary>
        [Key(7)]
        public string? Purpose { get; init; }

        /// <summary>Who may use it, in the provider's words.</summary>
        [Key(8)]
        public string? Scope { get; init; }

        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>A vector store that the provider keeps.</summary>
    /// <param name="StoreId">Its id there.</param>
    [Case(8)]
    public sealed partial record HostedVectorStore([property: Key(2)] string StoreId) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>Content of a type of the caller's own, known to the JSON options by a tag.</summary>
    /// <param name="TypeTag">The tag.</param>
    /// <param name="Value">The content, one JSON object.</param>
    [Case(25)]
    public sealed partial record Custom([property: Key(2)] string TypeTag, [property: Key(3)] JsonElement Value) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    public sealed partial record Unknown
    {
        internal override bool KeepsUnknown => true;
    }
}
