using Fluers.Sdk.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Chooses the constructor that makes an object when it is read.</summary>
internal static class ConstructorParser
{
    /// <summary>
    /// The one marked <c>[SerializationConstructor]</c>; else the one that sets members which nothing else can set; else the
    /// one without parameters; else the only one whose parameters are all keyed members.
    /// </summary>
    public static IMethodSymbol? Choose(INamedTypeSymbol type, FoundMembers found, Report report)
    {
        IMethodSymbol[] all = [.. type.InstanceConstructors.Where(constructor => !IsCopy(constructor, type))];
        IMethodSymbol[] marked = [.. all.Where(KnownAttributes.IsChosenConstructor)];
        IMethodSymbol[] candidates = marked.Length > 0 ? marked : all;
        IMethodSymbol[] usable = [.. candidates.Where(constructor => constructor.Parameters.All(parameter => IsBound(parameter, found)))];
        if (usable.Length == 0)
        {
            IParameterSymbol? unbound = candidates.SelectMany(constructor => constructor.Parameters).FirstOrDefault(parameter => !IsBound(parameter, found));
            report.Add(Descriptors.NoConstructor, type, type.Name, $"the parameter {unbound?.Name} of its constructor is no keyed member of the same type");
            return null;
        }

        IMethodSymbol chosen = usable.OrderByDescending(constructor => NeededBy(constructor, found))
            .ThenBy(constructor => constructor.Parameters.Length)
            .First();
        if (found.RequiredButNotStored.FirstOrDefault() is { } left && !chosen.SetsRequiredMembers())
        {
            report.Add(Descriptors.NoConstructor, left, type.Name, $"{left.Name} is required but not stored");
            return null;
        }

        return chosen;
    }

    /// <summary>The parameter that sets a member.</summary>
    public static IParameterSymbol? ParameterFor(IMethodSymbol constructor, KeyedMember member, FoundMembers found) =>
        constructor.Parameters.FirstOrDefault(parameter => MemberFor(parameter, found) == member);

    /// <summary>The member that a parameter sets: the one of its name, else one whose name differs by case.</summary>
    public static KeyedMember? MemberFor(IParameterSymbol parameter, FoundMembers found) =>
        found.Keyed.FirstOrDefault(member => member.Name == parameter.Name) ?? found.Keyed.FirstOrDefault(member => IsNamed(parameter, member.Name));

    private static bool IsNamed(IParameterSymbol parameter, string name) => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a constructor is that by which records copy themselves.</summary>
    public static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type) =>
        type.IsRecord && constructor.Parameters is [{ } only] && SymbolEqualityComparer.Default.Equals(only.Type, type);

    private static bool IsBound(IParameterSymbol parameter, FoundMembers found) =>
        parameter.RefKind is RefKind.None or RefKind.In
        && ((MemberFor(parameter, found) is { } bound && SymbolEqualityComparer.Default.Equals(parameter.Type, bound.Type))
            || found.Logs.Any(log => IsNamed(parameter, log.Name) && SymbolEqualityComparer.Default.Equals(parameter.Type, FoundMembers.TypeOf(log))));

    /// <summary>How many members only this constructor can set.</summary>
    private static int NeededBy(IMethodSymbol constructor, FoundMembers found) =>
        found.Keyed.Count(member => (!member.IsSettable || member.Symbol.DeclaringSyntaxReferences.Any(IsParameter)) && ParameterFor(constructor, member, found) is not null);

    /// <summary>Whether a member is declared by a parameter of a positional record.</summary>
    private static bool IsParameter(SyntaxReference reference) => reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax;
}
