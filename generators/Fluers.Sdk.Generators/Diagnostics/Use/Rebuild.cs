using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Fluers.Sdk.Generators.Diagnostics.Use;

/// <summary>An object that is made from members of another one of its type.</summary>
/// <param name="Source">The other one. Of <c>this</c> that nobody wrote, the syntax is that of the member.</param>
/// <param name="CanUseWith">Whether the type has copies with changes.</param>
/// <param name="Changes">The members that are not copied, each with its value.</param>
internal sealed record Rebuild(IOperation Source, bool CanUseWith, IReadOnlyList<(ISymbol Member, IOperation Value)> Changes)
{
    /// <summary>One member alone is what any object may share with another.</summary>
    public const int FewestCopies = 2;

    /// <summary>The other one as C#.</summary>
    public string SourceText => TextOf(Source);

    /// <summary>
    /// What is rebuilt; <see langword="null"/> where the members come from elsewhere, or are but a few of many: a new session may well take
    /// its settings from another.
    /// </summary>
    public static Rebuild? Of(IObjectCreationOperation made)
    {
        (ISymbol Member, IOperation Value, IOperation? Source)[] given = [.. Given(made).Select(pair => (pair.Member, pair.Value, SourceOf(pair.Member, pair.Value, made.Type!)))];
        if (given.Where(pair => pair.Source is not null).GroupBy(pair => TextOf(pair.Source!)).OrderByDescending(copies => copies.Count()).FirstOrDefault() is not { } copied)
        {
            return null;
        }

        int copies = copied.Count();
        int stored = StoredIn(made.Type!).Count();
        bool isWhole = copies * 2 > stored || StoredIn(made.Type!).All(member => Array.Exists(given, pair => pair.Member.Name == member.Name));
        return copies >= FewestCopies && isWhole
            ? new Rebuild(
                copied.First().Source!,
                made.Type is { IsRecord: true } or { IsValueType: true },
                [.. given.Where(pair => pair.Source is null || TextOf(pair.Source) != copied.Key).Select(pair => (pair.Member, pair.Value))])
            : null;
    }

    /// <summary>What the constructor and the initializer give to which member.</summary>
    private static IEnumerable<(ISymbol Member, IOperation Value)> Given(IObjectCreationOperation made)
    {
        foreach (IArgumentOperation argument in made.Arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter } && MemberOf(made.Type!, parameter.Name) is { } member)
            {
                yield return (member, argument.Value);
            }
        }

        foreach (IOperation initializer in made.Initializer?.Initializers ?? [])
        {
            if (initializer is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment)
            {
                yield return (target.Member, assignment.Value);
            }
        }
    }

    private static ISymbol? MemberOf(ITypeSymbol type, string parameter) =>
        MembersOf(type).FirstOrDefault(member => string.Equals(member.Name, parameter, StringComparison.OrdinalIgnoreCase));

    /// <summary>The members with a key, and the log.</summary>
    private static IEnumerable<ISymbol> StoredIn(ITypeSymbol type) =>
        MembersOf(type).Where(member => !member.IsIgnored() && (member.FindKey() is not null || FoundMembers.TypeOf(member) is { Name: "SessionLog" }));

    private static IEnumerable<ISymbol> MembersOf(ITypeSymbol type) => type is INamedTypeSymbol named
        ? FoundMembers.Levels(named).SelectMany(level => level.GetMembers()).Where(member => member is IPropertySymbol or IFieldSymbol { AssociatedSymbol: null } && !member.IsStatic)
        : [];

    /// <summary>Where a value is copied from: the object that has it under the same name.</summary>
    private static IOperation? SourceOf(ISymbol member, IOperation value, ITypeSymbol type)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value is IMemberReferenceOperation { Instance: { Type: { } from } source } reference
            && SymbolEqualityComparer.Default.Equals(reference.Member.OriginalDefinition, member.OriginalDefinition)
            && SymbolEqualityComparer.Default.Equals(from, type)
            && source is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation or IArrayElementReferenceOperation
                or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }
                ? source
                : null;
    }

    private static string TextOf(IOperation source) => source is IInstanceReferenceOperation ? "this" : source.Syntax.ToString();
}
