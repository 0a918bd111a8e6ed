using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Finds whether values of a type compare with each other without a comparer's help, as those of a sorted collection must.</summary>
internal static class Ordering
{
    public static bool Has(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => Has(nullable.TypeArguments[0]),
        INamedTypeSymbol { Name: "ValueTuple" } tuple when TupleTypes.PartsOf(tuple) is not null => tuple.TypeArguments.All(Has),
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Any(constraint => Compares(constraint, parameter) || constraint.AllInterfaces.Any(face => Compares(face, parameter))),
        _ => type.TypeKind == TypeKind.Enum || type.AllInterfaces.Any(face => Compares(face, type)),
    };

    /// <summary>Whether an interface compares a type with itself, or with anything.</summary>
    private static bool Compares(ITypeSymbol face, ITypeSymbol type) => face is INamedTypeSymbol named
        && named.IsNamed("System.IComparable")
        && (named.Arity == 0 || IsOrDerivesFrom(type, named.TypeArguments[0]));

    private static bool IsOrDerivesFrom(ITypeSymbol type, ITypeSymbol other)
    {
        for (ITypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(level, other))
            {
                return true;
            }
        }

        return type.AllInterfaces.Contains(other, SymbolEqualityComparer.Default);
    }
}
