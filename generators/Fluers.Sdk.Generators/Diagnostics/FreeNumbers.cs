using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Finds numbers that nothing has, nor had while a lock remembers it: one behind the last.</summary>
internal static class FreeNumbers
{
    /// <param name="type">The type that gets one more member.</param>
    /// <param name="locked">Its members as they are recorded, those out of use among them.</param>
    public static int NextKey(INamedTypeSymbol type, IEnumerable<MemberShape> locked) => FoundMembers.Levels(type)
        .SelectMany(level => level.GetMembers())
        .Where(member => member is IPropertySymbol or IFieldSymbol)
        .Select(FoundMembers.KeyOf)
        .OfType<int>()
        .Concat(locked.Select(member => member.Key))
        .DefaultIfEmpty(-1)
        .Max() + 1;

    /// <param name="cases">The cases of a union that gets one more.</param>
    /// <param name="locked">The cases as they are recorded, those out of use among them.</param>
    public static int NextTag(IEnumerable<INamedTypeSymbol> cases, IEnumerable<CaseShape> locked) => cases
        .Select(UnionParser.TagOf)
        .OfType<int>()
        .Concat(locked.Select(@case => @case.Tag))
        .DefaultIfEmpty(-1)
        .Max() + 1;
}
