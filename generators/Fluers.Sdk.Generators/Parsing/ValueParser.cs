using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Finds how a value of a type is written and read.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="scope">The type whose generated code writes and reads the value.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class ValueParser(Compilation compilation, INamedTypeSymbol scope, CancellationToken cancellation)
{
    private const int MaxRank = 4;   // as MessagePack-CSharp

    private readonly FormatterParser _formatters = new(compilation, scope);

    /// <summary>A type among those that were read for which nothing is generated, because of an error that it reports itself.</summary>
    public string? Ungenerated { get; private set; }

    /// <summary>Reads the type of a member, unless the member names a formatter for it.</summary>
    public ValueModel? Parse(KeyedMember member, out TypeFault? fault)
    {
        if (member.Symbol.FindFormatter() is not { } formatter)
        {
            return Parse(member.Type, out fault);
        }

        ValueModel? value = Custom(formatter, member.Type, out fault);
        return value is null && fault is not null && Underlying(member.Type) is { } underlying && Custom(formatter, underlying, out _) is { } inner
            ? Nullable(inner, out fault)
            : value;
    }

    /// <summary>Reads a type.</summary>
    /// <param name="type">The type of a member or an element.</param>
    /// <param name="fault">Why the type cannot be stored.</param>
    /// <returns>The format; <see langword="null"/> when there is none.</returns>
    public ValueModel? Parse(ITypeSymbol type, out TypeFault? fault)
    {
        if (Underlying(type) is { } underlyingType)
        {
            return Parse(underlyingType, out fault) is { } inner ? Nullable(inner, out fault) : null;
        }

        if (ExternAliases.Of(type, compilation) is { } alias)
        {
            return None(TypeFaults.Aliased(type, alias), out fault);
        }

        fault = null;
        ValueModel value = Of(type);
        if (ScalarTypes.PrimitiveOf(type) is { } primitive)
        {
            return value with { Primitive = primitive };
        }

        // What a collection holds is spelled as its elements are, so that one that knows nothing of null agrees with them.
        return type switch
        {
            INamedTypeSymbol named when !named.IsSession() && named.FindFormatter() is { } formatter => Custom(formatter, named, out fault),
            INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } when ScalarTypes.PrimitiveOf(underlying) is { } number =>
                value with { Kind = ValueKind.Enum, Primitive = number, Via = TypeNames.BareName(underlying), Enum = EnumParser.Parse(type) },
            IArrayTypeSymbol { Rank: <= MaxRank } array => Array(value, array, out fault),
            INamedTypeSymbol named when CollectionTypes.FormOf(named) is { } form =>
                named.Arity == 1 ? Sequence(value, form, named, out fault) : Map(value, form, named, out fault),
            INamedTypeSymbol named when TupleTypes.PartsOf(named) is { } parts => Tuple(value, named, parts, out fault),
            INamedTypeSymbol named when named.IsSession() && !named.Has(KnownAttributes.Schema) =>
                Generated(value, named, out fault),
            ITypeParameterSymbol parameter when scope.AllTypeParameters().Contains(parameter, SymbolEqualityComparer.Default) =>
                value with { Kind = ValueKind.Parameter, Via = GenericNames.FormatOf(parameter, scope) },
            _ => None(TypeFaults.Of(type), out fault),
        };
    }

    private static ValueModel Of(ITypeSymbol type)
    {
        // Whether a plain T may be null is the business of the format of its argument.
        bool isNullable = type.TypeKind == TypeKind.TypeParameter
            ? !type.IsValueType && type.NullableAnnotation == NullableAnnotation.Annotated
            : type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated;
        return new ValueModel
        {
            Kind = ValueKind.Scalar,
            Type = TypeNames.BareName(type) + (isNullable ? "?" : ""),
            IsNullable = isNullable,
            IsValueType = type.IsValueType,
        };
    }

    private static ITypeSymbol? Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : null;

    private static ValueModel Nullable(ValueModel inner, out TypeFault? fault)
    {
        fault = null;
        return inner with { IsNullable = true, Type = inner.Type + "?" };
    }

    /// <summary>What a formatter of the user's own writes. One for <c>int?</c> never meets a null: nil is dealt with before it.</summary>
    private ValueModel? Custom(AttributeData formatter, ITypeSymbol type, out TypeFault? fault)
    {
        if (_formatters.Parse(formatter, type, out fault) is not { } made)
        {
            return null;
        }

        ValueModel value = Of(type);
        return value with { Kind = ValueKind.Custom, Via = made, Formatted = value.Type, IsNullable = value.IsNullable || Underlying(type) is not null };
    }

    private ValueModel? Generated(ValueModel value, INamedTypeSymbol type, out TypeFault? fault)
    {
        fault = null;
        ITypeParameterSymbol[] parameters = [.. type.AllTypeParameters()];
        ITypeSymbol[] arguments = [.. type.AllTypeArguments()];
        var parts = new List<TuplePart>();
        for (int i = 0; i < parameters.Length; i++)
        {
            if (Inside(type, arguments[i], out fault) is not { } part)
            {
                return null;
            }

            bool isNeverNull = arguments[i].NullableAnnotation == NullableAnnotation.None && GenericNames.AdmitsNoNull(parameters[i]);
            parts.Add(new TuplePart(parameters[i].Name, isNeverNull && !part.IsValueType ? part.NotNull : part));
        }

        if (!TypeParser.IsGenerated(type, scope, cancellation))
        {
            Ungenerated = type.Name;
        }

        string name = parts.Count == 0 ? value.BareType : GenericNames.Constructed(type, parts.Select(part => part.Value.Type));
        return value with
        {
            Kind = ValueKind.Generated,
            Parts = parts.ToEquatableArray(),
            Type = Annotated(value, name),
            Via = $"{name}.{TypeNames.FormatterName(type)}",
        };
    }

    private ValueModel? Array(ValueModel value, IArrayTypeSymbol array, out TypeFault? fault)
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

    private ValueModel? Sequence(ValueModel value, CollectionForm form, INamedTypeSymbol type, out TypeFault? fault)
    {
        ITypeSymbol element = type.TypeArguments[0];
        if (Inside(type, element, out fault) is not { } elements)
        {
            return null;
        }

        return form.IsSorted && !Ordering.Has(element) ? None(TypeFaults.NotOrdered(element).Inside(type), out fault)
            : form.IsUnique && HoldsJson(elements) ? None(TypeFaults.NotComparable(element).Inside(type), out fault)
            : value with
            {
                Kind = ValueKind.Sequence,
                Collection = form,
                Element = elements,
                Type = Annotated(value, $"{TypeNames.OpenName(type)}<{elements.Type}>"),
            };
    }

    /// <summary>Whether a value is a JSON element or a tuple of some: two that were parsed apart are two, but null is null when it is read.</summary>
    private static bool HoldsJson(ValueModel value) =>
        value.Primitive == "JsonElement" || (value.Kind == ValueKind.Tuple && value.Parts.Any(part => HoldsJson(part.Value)));

    private ValueModel? Map(ValueModel value, CollectionForm form, INamedTypeSymbol map, out TypeFault? fault)
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

        return form.IsSorted && !Ordering.Has(key)
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

    private ValueModel? Tuple(ValueModel value, INamedTypeSymbol tuple, string[] names, out TypeFault? fault)
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

    private ValueModel? Inside(ITypeSymbol outer, ITypeSymbol inner, out TypeFault? fault)
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
