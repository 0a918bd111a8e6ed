using System.Collections.Immutable;
using Fluers.Sdk.Generators.History;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>What a diagnostic of a hop tells its fix.</summary>
internal static class HopHints
{
    /// <param name="schema">The schema.</param>
    /// <param name="from">The version that the hop starts from.</param>
    /// <param name="member">The member that ends with it.</param>
    public static ImmutableDictionary<string, string?> Of(HistoryHead schema, int from, string? member = null) =>
        Hints.Of(from).Add(Hints.Schema, schema.MetadataName).Add(Hints.Name, member);
}
