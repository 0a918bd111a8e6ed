using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>
/// Looks for what a base of another project stores and keeps to itself. The compiler is shown only what that project shows to others, so a
/// derived type would lose it without a word; but the shapes that the project carries name it.
/// </summary>
internal static class ForeignBases
{
    public static void Check(INamedTypeSymbol type, Report report)
    {
        foreach (INamedTypeSymbol level in FoundMembers.Levels(type).Skip(1).Where(level => level.IsSession() && !SymbolEqualityComparer.Default.Equals(level.ContainingAssembly, type.ContainingAssembly)))
        {
            foreach (MemberShape member in ForeignShapes.MembersOf(level).Where(member => !member.IsRetired && !IsVisible(level, member.Name)))
            {
                report.Add(Descriptors.NotSettable, type, type.Name, member.Name, $"{level.Name} stores it and shows it to nobody; make it public or protected there, or hold the {level.Name} in a member instead of deriving from it");
            }
        }
    }

    private static bool IsVisible(INamedTypeSymbol level, string name) => FoundMembers.Levels(level).Any(one => !one.GetMembers(name).IsEmpty);
}
