using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Finds how a value of a type is written and read.</summary>
internal static class ValueParser
{
    private const int MaxRank = 4;   // as MessagePack-CSharp

    /// <summary>Reads a type.</summary>
    /// <param name="type">The type of a member or an element.</param>
    /// <param name="fault">Why the type cannot be stored.</param>
    /// <returns>The format; <see langword="null"/> when there is none.</returns>
    public static ValueModel? Parse(ITypeSymbol type, out TypeFault? fault)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Parse(nullable.TypeArguments[0], out fault) is { } inner ? inner with { IsNullable = true, Type = inner.Type + "?" } : null;
        }

        fault = null;
        bool isNullable = type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated;
        var value = new ValueModel
        {
            Kind = ValueKind.Scalar,
            Type = TypeNames.BareName(type) + (isNullable ? "?" : ""),
            IsNullable = isNullable,
            IsValueType = type.IsValueType,
        };
        if (ScalarTypes.PrimitiveOf(type) is { } primitive)
        {
            return value with { Primitive = primitive };
        }

        // What a collection holds is spelled as its elements are, so that one that knows nothing of null agrees with them.
        return type switch
        {
            INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } when ScalarTypes.PrimitiveOf(underlying) is { } number =>
                value with { Kind = ValueKind.Enum, Primitive = number, Via = TypeNames.BareName(underlying), Enum = EnumParser.Parse(type) },
            IArrayTypeSymbol { Rank: <= MaxRank } array => Array(value, array, out fault),
            INamedTypeSymbol named when CollectionTypes.FormOf(named) is { } form =>
                named.Arity == 1 ? Sequence(value, form, named, out fault) : Map(value, form, named, out fault),
            INamedTypeSymbol named when TupleTypes.PartsOf(named) is { } parts => Tuple(value, named, parts, out fault),
            INamedTypeSymbol named when named.IsSession() && !named.Has(KnownAttributes.Schema) =>
                value with { Kind = ValueKind.Generated, Via = TypeNames.FormatterOf(named) },
            _ => None(TypeFaults.Of(type), out fault),
        };
    }

    private static ValueModel? Array(ValueModel value, IArrayTypeSymbol array, out TypeFault? fault)
    {
        if (Inside(array, array.ElementType, out fault) is not { } elements)
        {
            return null;
        }

        value = value with { Element = elements, Type = Annotated(value, TypeNames.ArrayOf(elements.Type, array.Rank)) };
        return array.Rank == 1
            ? value with { Kind = ValueKind.Sequence, Collection = CollectionTypes.Array }
            : value with { Kind = ValueKind.Grid, Rank = array.Rank };
    }

    private static ValueModel? Sequence(ValueModel value, CollectionForm form, INamedTypeSymbol type, out TypeFault? fault)
    {
        ITypeSymbol element = type.TypeArguments[0];
        if (Inside(type, element, out fault) is not { } elements)
        {
            return null;
        }

        return form.IsSorted && !TypeFaults.IsOrdered(element)
            ? None(TypeFaults.NotOrdered(element).Inside(type), out fault)
            : value with
            {
                Kind = ValueKind.Sequence,
                Collection = form,
                Element = elements,
                Type = Annotated(value, $"{TypeNames.OpenName(type)}<{elements.Type}>"),
            };
    }

    private static ValueModel? Map(ValueModel value, CollectionForm form, INamedTypeSymbol map, out TypeFault? fault)
    {
        ITypeSymbol key = map.TypeArguments[0];
        ITypeSymbol element = map.TypeArguments[1];
        if (Inside(map, key, out fault) is not { } keys || Inside(map, element, out fault) is not { } elements)
        {
            return null;
        }

        // A map never holds a null for a key, whether the code says so or knows nothing of it.
        keys = keys.IsValueType ? keys : keys.NotNull;
        if (keys.IsNullable || keys.Kind is not (ValueKind.Scalar or ValueKind.Enum) || !ScalarTypes.IsStableKey(keys.Primitive))
        {
            return None(TypeFaults.NotStable(key).Inside(map), out fault);
        }

        return form.IsSorted && !TypeFaults.IsOrdered(key)
            ? None(TypeFaults.NotOrdered(key).Inside(map), out fault)
            : value with
            {
                Kind = ValueKind.Map,
                Collection = form,
                Key = keys,
                Element = elements,
                Type = Annotated(value, $"{TypeNames.OpenName(map)}<{keys.Type}, {elements.Type}>"),
            };
    }

    private static ValueModel? Tuple(ValueModel value, INamedTypeSymbol tuple, string[] names, out TypeFault? fault)
    {
        fault = null;
        var parts = new List<TuplePart>();
        foreach (string name in names)
        {
            if (Inside(tuple, tuple.TypeArguments[parts.Count], out fault) is not { } part)
            {
                return null;
            }

            parts.Add(new TuplePart(name, part));
        }

        return value with
        {
            Kind = ValueKind.Tuple,
            Parts = parts.ToEquatableArray(),
            Type = $"{TypeNames.OpenName(tuple)}<{string.Join(", ", parts.Select(part => part.Value.Type))}>",
        };
    }

    private static ValueModel? Inside(ITypeSymbol outer, ITypeSymbol inner, out TypeFault? fault)
    {
        ValueModel? value = Parse(inner, out fault);
        fault = fault?.Inside(outer);
        return value;
    }

    private static ValueModel? None(TypeFault why, out TypeFault? fault)
    {
        fault = why;
        return null;
    }

    private static string Annotated(ValueModel value, string type) => value.IsNullable ? type + "?" : type;
}
