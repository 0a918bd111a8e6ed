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

    /// <summary>How the change may be answered: one of the <see cref="Remedies"/>.</summary>
    public const string Remedy = nameof(Remedy);

    /// <summary>The name of the thing that is gone.</summary>
    public const string Name = nameof(Name);

    public static ImmutableDictionary<string, string?> Of(IFormattable value) => Of(value.ToString(null, CultureInfo.InvariantCulture));

    public static ImmutableDictionary<string, string?> Of(string? value) => ImmutableDictionary<string, string?>.Empty.Add(Value, value);
}

/// <summary>What to do about a difference between a schema and its lock.</summary>
internal static class Remedies
{
    /// <summary>The lock takes the change over.</summary>
    public const string Update = nameof(Update);

    /// <summary>The schema gets its next version.</summary>
    public const string Raise = nameof(Raise);

    /// <summary>The code goes back to what is recorded.</summary>
    public const string Restore = nameof(Restore);
}
