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
            AuthoredHop[] stray = [.. hops.Where(hop => hop.Declaration.Signature is not null && versions?.Fits(hop) != true)];
            if (stray.Length > 0)
            {
                HopDeclaration place = stray[0].Declaration;
                yield return new StrayHops(
                    HintNames.Of(hops.Key, classes, "-Hops"),
                    hops.Key,
                    place.Declarations,
                    stray.Select(hop => hop.Declaration.Signature!).Distinct().ToEquatableArray(),
                    hops.SelectMany(hop => hop.Declaration.Named)
                        .Where(name => versions?.Has(name) != true && !hops.Any(hop => hop.Declaration.Nested.Contains(name.Substring(0, name.IndexOf('.')))))
                        .Distinct()
                        .OrderBy(name => name, StringComparer.Ordinal)
                        .ToEquatableArray());
            }
        }
    }
}

/// <summary>The versions of a schema that are generated.</summary>
/// <param name="Class">The full name of the class that holds them.</param>
/// <param name="Roots">What the schema's type is called in each, such as <c>V1.Order</c>.</param>
/// <param name="Types">All types of each.</param>
internal sealed record GeneratedVersions(string Class, EquatableArray<string> Roots, EquatableArray<string> Types)
{
    public static GeneratedVersions Of(SchemaHistory history)
    {
        IReadOnlyList<Snapshot> snapshots = history.Snapshots;
        return new GeneratedVersions(
            history.Schema.ClassName,
            snapshots.Select(snapshot => snapshot.NameOf("")).ToEquatableArray(),
            snapshots.SelectMany(snapshot => snapshot.Shape.Types.Select(type => snapshot.NameOf(type.Name)).Prepend(snapshot.NameOf(""))).ToEquatableArray());
    }

    /// <summary>Whether a hop leads from one of the versions to the next, and calls them as they are called.</summary>
    public bool Fits(AuthoredHop hop) => Roots.Zip(Roots.Skip(1), (from, to) => (From: from, To: to)).Any(step => step.From == hop.Source && (hop.Target ?? step.To) == step.To);

    /// <summary>Whether a type is there, or the one that it is nested in.</summary>
    public bool Has(string name) => Types.Contains(string.Join(".", name.Split('.').Take(2)));
}
