using System.Collections.Immutable;
using System.Globalization;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>What a diagnostic tells its fix beside the words that people read.</summary>
internal static class Hints
{
    /// <summary>What the fix writes: a key, a tag, a version, an id.</summary>
    public const string Value = nameof(Value);

    /// <summary>The metadata name of the schema that the diagnostic is about, wherever it was reported.</summary>
    public const string Schema = nameof(Schema);

    /// <summary>How the change may be answered: a <see cref="Locks.Remedy"/>.</summary>
    public const string Remedy = nameof(Remedy);

    /// <summary>The name of the thing that is gone.</summary>
    public const string Name = nameof(Name);

    public static ImmutableDictionary<string, string?> Of(IFormattable? value) => Of(value?.ToString(null, CultureInfo.InvariantCulture));

    public static ImmutableDictionary<string, string?> Of(string? value) => ImmutableDictionary<string, string?>.Empty.Add(Value, value);
}
