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
        if (found.RequiredButNotStored.FirstOrDefault() is { } left)
        {
            report.Add(Descriptors.NoConstructor, left, type.Name, $"{left.Name} is required but not stored");
            return null;
        }

        IMethodSymbol[] all = [.. type.InstanceConstructors.Where(constructor => !IsCopy(constructor, type))];
        IMethodSymbol[] marked = [.. all.Where(KnownAttributes.IsChosenConstructor)];
        IMethodSymbol[] usable = [.. (marked.Length > 0 ? marked : all).Where(constructor => constructor.Parameters.All(parameter => IsBound(parameter, found)))];
        if (usable.Length == 0)
        {
            IParameterSymbol? unbound = all.SelectMany(constructor => constructor.Parameters).FirstOrDefault(parameter => !IsBound(parameter, found));
            report.Add(Descriptors.NoConstructor, type, type.Name, $"the parameter {unbound?.Name} of its constructor is no keyed member of the same type");
            return null;
        }

        return usable.OrderByDescending(constructor => NeededBy(constructor, found))
            .ThenBy(constructor => constructor.Parameters.Length)
            .First();
    }

    public static IParameterSymbol? ParameterFor(IMethodSymbol constructor, string member) =>
        constructor.Parameters.FirstOrDefault(parameter => Matches(parameter, member));

    public static bool Matches(IParameterSymbol parameter, string member) => string.Equals(parameter.Name, member, StringComparison.OrdinalIgnoreCase);

    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type) =>
        type.IsRecord && constructor.Parameters is [{ } only] && SymbolEqualityComparer.Default.Equals(only.Type, type);

    private static bool IsBound(IParameterSymbol parameter, FoundMembers found) =>
        parameter.RefKind is RefKind.None or RefKind.In
        && (found.Keyed.Any(member => Matches(parameter, member.Name) && SymbolEqualityComparer.Default.Equals(parameter.Type, member.Type))
            || found.Logs.Any(log => Matches(parameter, log.Name) && SymbolEqualityComparer.Default.Equals(parameter.Type, FoundMembers.TypeOf(log))));

    /// <summary>How many members only this constructor can set.</summary>
    private static int NeededBy(IMethodSymbol constructor, FoundMembers found) =>
        found.Keyed.Count(member => (!member.IsSettable || member.Symbol.DeclaringSyntaxReferences.Any(IsParameter)) && ParameterFor(constructor, member.Name) is not null);

    /// <summary>Whether a member is declared by a parameter of a positional record.</summary>
    private static bool IsParameter(SyntaxReference reference) => reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax;
}
