using System.Collections.Immutable;
using System.Text.Json;
using MessagePack;

namespace Fluers.Sdk.Agents;

/// <summary>What a content refers to, as it is stored.</summary>
[SessionUnion]
public abstract partial record StoredAnnotation
{
    /// <summary>Where in the content it stands.</summary>
    [Key(0)]
    public ImmutableArray<StoredRegion>? Regions { get; init; }

    /// <summary>The additional properties, one JSON object; <see langword="null"/> for none.</summary>
    [Key(1)]
    public JsonElement? Properties { get; init; }

    internal virtual bool KeepsUnknown => Regions is { } regions && regions.Any(region => region.KeepsUnknown);

    /// <summary>An annotation without more.</summary>
    [Case(0)]
    public sealed partial record Plain : StoredAnnotation
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>A source.</summary>
    [Case(1)]
    public sealed partial record Citation : StoredAnnotation
    {
        /// <summary>Its title.</summary>
        [Key(2)]
        public string? Title { get; init; }

        /// <summary>Its address.</summary>
        [Key(3)]
        public Uri? Url { get; init; }

        /// <summary>The id of its file.</summary>
        [Key(4)]
        public string? FileId { get; init; }

        /// <summary>The tool that found it.</summary>
        [Key(5)]
        public string? ToolName { get; init; }

        /// <summary>What it says.</summary>
        [Key(6)]
        public string? Snippet { get; init; }

        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    public sealed partial record Unknown
    {
        internal override bool KeepsUnknown => true;
    }
}

/// <summary>Where in a content an annotation stands, as it is stored.</summary>
[SessionUnion]
public abstract partial record StoredRegion
{
    internal abstract bool KeepsUnknown { get; }

    /// <summary>A region without more.</summary>
    [Case(0)]
    public sealed partial record Plain : StoredRegion
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty;
    }

    /// <summary>A part of a text.</summary>
    /// <param name="Start">The position of its first character.</param>
    /// <param name="End">The position behind its last character.</param>
    [Case(1)]
    public sealed partial record TextSpan([property: Key(0)] int? Start = null, [property: Key(1)] int? End = null) : StoredRegion
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty;
    }

    public sealed partial record Unknown
    {
        internal override bool KeepsUnknown => true;
    }
}
