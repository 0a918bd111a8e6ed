using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Finds how a value of a type is written and read.</summary>
internal static class ValueParser
{
    /// <summary>Reads a type.</summary>
    /// <param name="type">The type of a member or an element.</param>
    /// <param name="why">Why the type has no format.</param>
    /// <returns>The format; <see langword="null"/> when there is none.</returns>
    public static ValueModel? Parse(ITypeSymbol type, out string why)
    {
        why = "";
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Parse(nullable.TypeArguments[0], out why) is { } inner ? inner with { IsNullable = true, Type = inner.Type + "?" } : null;
        }

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

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } && ScalarTypes.PrimitiveOf(underlying) is { } number)
        {
            return value with { Kind = ValueKind.Enum, Primitive = number, Via = TypeNames.BareName(underlying) };
        }

        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            return Sequence(value, CollectionKind.Array, array.ElementType, out why);
        }

        if (type is not INamedTypeSymbol named)
        {
            why = $"the type {type.ToDisplayString()} has no format";
            return null;
        }

        // What a collection holds is spelled as its elements are, so that one that knows nothing of null agrees with them.
        return CollectionTypes.KindOf(named) switch
        {
            CollectionKind.None => Generated(value, named, out why),
            var kind when named.Arity == 1 => Sequence(value, kind, named.TypeArguments[0], out why, TypeNames.OpenName(named)),
            var kind => Map(value, kind, named, out why),
        };
    }

    private static ValueModel? Generated(ValueModel value, INamedTypeSymbol type, out string why)
    {
        if (type.Has(KnownAttributes.Schema))
        {
            why = $"{type.Name} is a schema, with versions of its own, and cannot be inside another; make it a [SessionPart], or an entry of the session's log";
            return null;
        }

        if (type.Has(KnownAttributes.Part) || type.Has(KnownAttributes.Union) || type.Has(KnownAttributes.Case))
        {
            why = "";
            return value with { Kind = ValueKind.Generated, Via = TypeNames.FormatterOf(type) };
        }

        why = type.TypeKind == TypeKind.Error
            ? $"the type {type.Name} was not found"
            : $"the type {type.ToDisplayString()} has no format; give it [SessionPart] if it is yours, or store a type that has one";
        return null;
    }

    private static ValueModel? Sequence(ValueModel value, CollectionKind kind, ITypeSymbol element, out string why, string? openName = null)
    {
        if (Parse(element, out why) is not { } elements)
        {
            return null;
        }

        string type = openName is null ? $"{elements.Type}[]" : $"{openName}<{elements.Type}>";
        return value with { Kind = ValueKind.Sequence, Collection = kind, Element = elements, Type = Annotated(value, type) };
    }

    private static ValueModel? Map(ValueModel value, CollectionKind kind, INamedTypeSymbol map, out string why)
    {
        ITypeSymbol key = map.TypeArguments[0];
        ITypeSymbol element = map.TypeArguments[1];
        if (Parse(key, out why) is not { } keys || Parse(element, out why) is not { } elements)
        {
            return null;
        }

        // A map never holds a null for a key, whether the code says so or knows nothing of it.
        keys = keys.IsValueType ? keys : keys.NotNull;
        if (keys.IsNullable || keys.Kind is not (ValueKind.Scalar or ValueKind.Enum) || !ScalarTypes.IsStableKey(keys.Primitive))
        {
            why = $"{key.ToDisplayString()} cannot be the key of a map; use text, a whole number, an enum or a Guid";
            return null;
        }

        string type = $"{TypeNames.OpenName(map)}<{keys.Type}, {elements.Type}>";
        return value with { Kind = ValueKind.Map, Collection = kind, Key = keys, Element = elements, Type = Annotated(value, type) };
    }

    private static string Annotated(ValueModel value, string type) => value.IsNullable ? type + "?" : type;
}
