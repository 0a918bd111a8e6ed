using System.Collections.Immutable;
using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.History;

/// <summary>
/// The hops of one class for which no version is generated: it stands in another place than the versions, or they are not there. Such a hop is
/// an error, and one that the compiler would tell of in many words, none of them the cause.
/// </summary>
/// <param name="HintName">The name of the file that declares what they name.</param>
/// <param name="Class">The full name of their class.</param>
/// <param name="Declarations">What to reopen for it.</param>
/// <param name="Signatures">The heads of the hops.</param>
/// <param name="Types">The types to declare, such as <c>V1.Order</c>.</param>
internal sealed record StrayHops(string HintName, string Class, EquatableArray<string> Declarations, EquatableArray<string> Signatures, EquatableArray<string> Types)
{
    /// <summary>The hops that belong to nothing, class by class.</summary>
    /// <param name="authored">All hops that someone wrote.</param>
    /// <param name="generated">The versions that are generated.</param>
    public static IEnumerable<StrayHops> In(ImmutableArray<AuthoredHop> authored, ImmutableArray<GeneratedVersions> generated)
    {
        string[] classes = [.. authored.Select(hop => hop.Class).Distinct()];
        foreach (IGrouping<string, AuthoredHop> hops in authored.GroupBy(hop => hop.Class, StringComparer.Ordinal).OrderBy(hops => hops.Key, StringComparer.Ordinal))
        {
            GeneratedVersions? versions = generated.FirstOrDefault(one => one.Class == hops.Key);
            AuthoredHop[] stray = [.. hops.Where(hop => hop.Declaration.Signature is not null && versions?.Older.Contains(hop.From) != true)];
            if (stray.Length > 0)
            {
                HopDeclaration place = stray[0].Declaration;
                yield return new StrayHops(
                    HintNames.Of(hops.Key, classes, "-Hops"),
                    hops.Key,
                    place.Declarations,
                    stray.Select(hop => hop.Declaration.Signature!).Distinct().ToEquatableArray(),
                    hops.SelectMany(hop => hop.Declaration.Named)
                        .Where(name => name.Substring(0, name.IndexOf('.')) is var version && versions?.Has(version) != true && !hops.Any(hop => hop.Declaration.Nested.Contains(version)))
                        .Distinct()
                        .OrderBy(name => name, StringComparer.Ordinal)
                        .ToEquatableArray());
            }
        }
    }
}

/// <summary>The versions of a schema that are generated.</summary>
/// <param name="Class">The full name of the class that holds them.</param>
/// <param name="Older">Those from which a hop leads on.</param>
/// <param name="Current">The last one.</param>
internal sealed record GeneratedVersions(string Class, EquatableArray<int> Older, int Current)
{
    public static GeneratedVersions Of(SchemaHistory history) =>
        new(history.Schema.ClassName, history.Older.Select(block => block.Version).ToEquatableArray(), history.Schema.Schema.Version);

    /// <summary>Whether the class of a version is there.</summary>
    public bool Has(string name) => Snapshot.VersionOf(name) is { } version && (version == Current || Older.Contains(version));
}
