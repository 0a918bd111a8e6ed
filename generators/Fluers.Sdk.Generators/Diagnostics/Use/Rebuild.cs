using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Fluers.Sdk.Generators.Diagnostics.Use;

/// <summary>An object that is made from members of another one of its type.</summary>
/// <param name="Source">The other one.</param>
/// <param name="CanUseWith">Whether the type has copies with changes.</param>
/// <param name="Changes">The members that are not copied, each with its value.</param>
internal sealed record Rebuild(IOperation Source, bool CanUseWith, IReadOnlyList<(ISymbol Member, IOperation Value)> Changes)
{
    // One member alone is what any object may share with another.
    private const int FewestCopies = 2;

    /// <summary>What is rebuilt; <see langword="null"/> where the members come from elsewhere.</summary>
    public static Rebuild? Of(IObjectCreationOperation made)
    {
        (ISymbol Member, IOperation Value)[] given = [.. Given(made)];
        IOperation? source = given.Select(pair => SourceOf(pair.Member, pair.Value, made.Type!)).FirstOrDefault(found => found is not null);
        if (source is null)
        {
            return null;
        }

        string text = source.Syntax.ToString();
        (ISymbol Member, IOperation Value)[] changes = [.. given.Where(pair => SourceOf(pair.Member, pair.Value, made.Type!)?.Syntax.ToString() != text)];
        return given.Length - changes.Length >= FewestCopies
            ? new Rebuild(source, made.Type is { IsRecord: true } or { IsValueType: true }, changes)
            : null;
    }

    /// <summary>What the constructor and the initializer give to which member.</summary>
    private static IEnumerable<(ISymbol, IOperation)> Given(IObjectCreationOperation made)
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
        type.GetMembers().FirstOrDefault(member => member is IPropertySymbol or IFieldSymbol && string.Equals(member.Name, parameter, StringComparison.OrdinalIgnoreCase));

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
            && source is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation
                ? source
                : null;
    }
}
