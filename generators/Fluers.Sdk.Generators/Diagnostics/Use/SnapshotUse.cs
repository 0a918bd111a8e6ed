using System.Globalization;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics.Use;

/// <summary>A type of an older version that is named somewhere.</summary>
/// <param name="Type">The type.</param>
/// <param name="Version">The version that it is of.</param>
/// <param name="History">The class that brings it up.</param>
internal sealed record SnapshotUse(INamedTypeSymbol Type, int Version, INamedTypeSymbol History)
{
    public string Name => $"{Type.ContainingType!.Name}.{Type.Name}";

    /// <summary>The use of a symbol; <see langword="null"/> for one that is no type of a version.</summary>
    public static SnapshotUse? Of(ISymbol? symbol) =>
        symbol is INamedTypeSymbol { ContainingType: { } versions } type && IsVersions(versions)
            ? new SnapshotUse(type, VersionOf(versions.Name)!.Value, versions.ContainingType!)
            : null;

    /// <summary>Whether a symbol is the class with the types of one version.</summary>
    public static bool IsVersions(ISymbol? symbol) =>
        symbol is INamedTypeSymbol { ContainingType: { } history } versions
        && VersionOf(versions.Name) is not null
        && history.IsStatic
        && versions.IsGenerated();

    /// <summary>The version that a name such as <c>V1</c> stands for; <see langword="null"/> for other names.</summary>
    public static int? VersionOf(string? name) =>
        name is ['V', ..] && int.TryParse(name.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : null;

    /// <summary>Whether the use is the history's own, or that of a friend of its assembly: those are the tests of its hops.</summary>
    public bool IsAllowedIn(ISymbol? user, Compilation compilation)
    {
        for (ISymbol? around = user; around is not null; around = around.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(around, History))
            {
                return true;
            }
        }

        return !SymbolEqualityComparer.Default.Equals(History.ContainingAssembly, compilation.Assembly)
            && History.DeclaredAccessibility != Accessibility.Public
            && History.ContainingAssembly.GivesAccessTo(compilation.Assembly);
    }
}
