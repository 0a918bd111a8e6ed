using System.Collections.Immutable;
using MessagePack;

namespace Fluers.Sdk.Agents;

// Tools that the provider runs itself.
public abstract partial record StoredContent
{
    /// <summary>A call of the provider's image generator.</summary>
    /// <param name="CallId">The id, which the result repeats.</param>
    [Case(19)]
    public sealed partial record ImageGenerationCall([property: Key(2)] string CallId) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>What the provider's image generator gave.</summary>
    /// <param name="CallId">The id of the call.</param>
    /// <param name="Outputs">The images.</param>
    [Case(20)]
    public sealed partial record ImageGenerationResult([property: Key(2)] string CallId, [property: Key(3)] ImmutableArray<StoredContent>? Outputs = null) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || IsAnyUnknown(Outputs) || base.KeepsUnknown;
    }

    /// <summary>Code that the provider runs.</summary>
    /// <param name="CallId">The id, which the result repeats.</param>
    /// <param name="Inputs">The code.</param>
    [Case(21)]
    public sealed partial record CodeInterpreterCall([property: Key(2)] string CallId, [property: Key(3)] ImmutableArray<StoredContent>? Inputs = null) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || IsAnyUnknown(Inputs) || base.KeepsUnknown;
    }

    /// <summary>What the provider's run of code gave.</summary>
    /// <param name="CallId">The id of the call.</param>
    /// <param name="Outputs">The outputs.</param>
    [Case(22)]
    public sealed partial record CodeInterpreterResult([property: Key(2)] string CallId, [property: Key(3)] ImmutableArray<StoredContent>? Outputs = null) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || IsAnyUnknown(Outputs) || base.KeepsUnknown;
    }

    /// <summary>A search that the provider makes.</summary>
    /// <param name="CallId">The id, which the result repeats.</param>
    /// <param name="Queries">What is searched for.</param>
    [Case(23)]
    public sealed partial record WebSearchCall([property: Key(2)] string CallId, [property: Key(3)] ImmutableArray<string>? Queries = null) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>What a search of the provider found.</summary>
    /// <param name="CallId">The id of the call.</param>
    /// <param name="Outputs">What was found.</param>
    [Case(24)]
    public sealed partial record WebSearchResult([property: Key(2)] string CallId, [property: Key(3)] ImmutableArray<StoredContent>? Outputs = null) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || IsAnyUnknown(Outputs) || base.KeepsUnknown;
    }
}
