using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>
/// Names around type parameters. The formatter of a generic type takes one format for each type parameter of the type and
/// of what contains it, so that <c>Box&lt;int&gt;</c> is written without looking anything up.
/// </summary>
internal static class GenericNames
{
    /// <summary>The type parameters of a type and of what contains it, outermost first.</summary>
    public static IEnumerable<ITypeParameterSymbol> AllTypeParameters(this INamedTypeSymbol type) => type.Chain().SelectMany(part => part.TypeParameters);

    /// <summary>The type arguments for them.</summary>
    public static IEnumerable<ITypeSymbol> AllTypeArguments(this INamedTypeSymbol type) => type.Chain().SelectMany(part => part.TypeArguments);

    /// <summary>Whether a type, or what contains it, has type parameters.</summary>
    public static bool IsGenericChain(this INamedTypeSymbol type) => type.AllTypeParameters().Any();

    public static EquatableArray<TypeParameterModel> ModelsOf(INamedTypeSymbol type) =>
        type.AllTypeParameters().Select(parameter => new TypeParameterModel(TypeNames.Identifier(parameter.Name), FormatOf(parameter, type))).ToEquatableArray();

    /// <summary>The formatter of a type as it is named where the type's own type parameters are.</summary>
    public static string FormatterInside(INamedTypeSymbol type, string? name = null) =>
        $"{TypeNames.BareName(type)}.{name ?? TypeNames.FormatterName(type)}" + TypeParameterModel.List(type.AllTypeParameters().Select(parameter => FormatOf(parameter, type)));

    /// <summary>The formatter's type parameter that is the format of one of the type's: <c>TFormat</c> for <c>T</c>.</summary>
    public static string FormatOf(ITypeParameterSymbol parameter, INamedTypeSymbol type)
    {
        string name = parameter.Name + "Format";
        while (type.AllTypeParameters().Any(other => other.Name == name))
        {
            name += "_";
        }

        return name;
    }

    /// <summary>Whether the constraints of a type parameter say that no argument may be null.</summary>
    public static bool AdmitsNoNull(ITypeParameterSymbol parameter) =>
        parameter.HasNotNullConstraint
        || (parameter.HasReferenceTypeConstraint && parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.NotAnnotated)
        || parameter.ConstraintNullableAnnotations.Contains(NullableAnnotation.NotAnnotated);

    /// <summary>The name of a generic type with other spellings of its arguments.</summary>
    public static string Constructed(INamedTypeSymbol type, IEnumerable<string> arguments)
    {
        var rest = new Queue<string>(arguments);
        return type.Chain().Select((part, i) => (i == 0 ? Prefix(part) : "")
            + TypeNames.Identifier(part.Name)
            + TypeParameterModel.List([.. part.TypeArguments.Select(_ => rest.Dequeue())])).Aggregate((outer, inner) => $"{outer}.{inner}");
    }

    /// <summary>The type parameters as the declaration of a partial type repeats them.</summary>
    public static string Declared(INamedTypeSymbol type) =>
        TypeParameterModel.List(type.TypeParameters.Select(parameter => TypeNames.Identifier(parameter.Name)));

    private static string Prefix(INamedTypeSymbol type) => type.ContainingNamespace.IsGlobalNamespace
        ? "global::"
        : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + ".";
}
