using System.Globalization;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Diagnostics.Conditions;

/// <summary>What a type stores by a text that nobody compiled: each member as one text, the same for what is one on the wire.</summary>
/// <param name="type">The type, as it is compiled now.</param>
/// <param name="model">What names mean where it stands.</param>
internal sealed class StoredText(INamedTypeSymbol type, SemanticModel model)
{
    private const string Key = "Key";

    private static readonly HashSet<string> OfTypes = new(StringComparer.Ordinal) { "SessionSchema", "SessionPart", "SessionUnion", "Case" };

    /// <summary>
    /// The members of the type; <see langword="null"/> where the text does not have it at all: then it is stored nowhere. A case that is
    /// not there is something else, for its union is.
    /// </summary>
    public HashSet<string>? In(SyntaxNode root)
    {
        BaseTypeDeclarationSyntax[] declarations =
        [
            .. root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
                .OfType<BaseTypeDeclarationSyntax>()
                .Where(Declares),
        ];
        return declarations.Length == 0
            ? type.Has(KnownAttributes.Case) ? [] : null
            : [.. declarations.SelectMany(declaration => In(declaration))];
    }

    private bool Declares(BaseTypeDeclarationSyntax declaration) =>
        declaration.Identifier.ValueText == type.Name
        && (declaration is TypeDeclarationSyntax { Arity: var arity } ? arity : 0) == type.Arity
        && (declaration.Parent as BaseTypeDeclarationSyntax)?.Identifier.ValueText == type.ContainingType?.Name;

    private IEnumerable<string> In(BaseTypeDeclarationSyntax declaration)
    {
        if (declaration is EnumDeclarationSyntax numbers)
        {
            return ValuesOf(numbers);
        }

        var members = (TypeDeclarationSyntax)declaration;
        return members.AttributeLists.SelectMany(list => list.Attributes).Where(attribute => OfTypes.Contains(NameOf(attribute))).Select(attribute => $"[{Plain(attribute)}]")
            .Concat(members.ParameterList?.Parameters.Select(parameter => Member(parameter.AttributeLists, "", parameter.Type, parameter.Identifier, parameter.Default)) ?? [])
            .Concat(UnionDeclaration.Is(type) ? members.ParameterList?.Parameters.Select(@case => Plain(@case)) ?? [] : [])
            .Concat(members.Members.SelectMany(MembersOf))
            .OfType<string>();
    }

    private IEnumerable<string?> MembersOf(MemberDeclarationSyntax member)
    {
        string required = member.Modifiers.Any(SyntaxKind.RequiredKeyword) ? "required " : "";
        return member switch
        {
            PropertyDeclarationSyntax property => [Member(property.AttributeLists, required, property.Type, property.Identifier, property.Initializer)],
            FieldDeclarationSyntax field => field.Declaration.Variables.Select(name => Member(field.AttributeLists, required, field.Declaration.Type, name.Identifier, name.Initializer)),
            _ => [],
        };
    }

    private string? Member(SyntaxList<AttributeListSyntax> attributes, string required, TypeSyntax? type, SyntaxToken name, EqualsValueClauseSyntax? @default)
    {
        AttributeSyntax? key = attributes.SelectMany(list => list.Attributes).FirstOrDefault(attribute => NameOf(attribute) == Key);
        return key is null && type is not GenericNameSyntax { Identifier.ValueText: "SessionLog" }
            ? null
            : $"{(key is null ? "" : $"[{Key}{(key.ArgumentList is null ? "" : Plain(key.ArgumentList))}] ")}{required}{(type is null ? "" : TypeOf(type) ?? Plain(type))} {name.ValueText}{(@default is null ? "" : $" {Plain(@default)}")}";
    }

    private static IEnumerable<string> ValuesOf(EnumDeclarationSyntax numbers)
    {
        if (numbers.BaseList is { } underlying)
        {
            yield return Plain(underlying);
        }

        // A value without a number has the one after the value before it, whatever that one's is.
        string start = "0";
        int distance = 0;
        foreach (EnumMemberDeclarationSyntax value in numbers.Members)
        {
            if (value.EqualsValue is { } stated)
            {
                (start, distance) = (Plain(stated.Value), 0);
            }

            yield return $"{value.Identifier.ValueText} = {(int.TryParse(start, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? $"{number + distance}" : distance == 0 ? start : $"{start} + {distance}")}";
            distance++;
        }
    }

    /// <summary>The type that a text names, as it is on the wire; <see langword="null"/> for one that this build does not know.</summary>
    private string? TypeOf(TypeSyntax written) =>
        Position is { } position
        && model.GetSpeculativeTypeInfo(position, written, SpeculativeBindingOption.BindAsTypeOrNamespace).Type is { TypeKind: not TypeKind.Error } found
            ? WireOf(found.WithNullableAnnotation(written is NullableTypeSyntax ? NullableAnnotation.Annotated : NullableAnnotation.NotAnnotated))
            : null;

    private int? Position => type.DeclaringSyntaxReferences.FirstOrDefault(reference => reference.SyntaxTree == model.SyntaxTree)?.GetSyntax() switch
    {
        TypeDeclarationSyntax { OpenBraceToken: { RawKind: not 0, IsMissing: false } open } => open.Span.End,
        BaseTypeDeclarationSyntax declaration => declaration.Identifier.SpanStart,
        _ => null,
    };

    private static string WireOf(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => $"{WireOf(nullable.TypeArguments[0])}?",
        _ when ScalarTypes.PrimitiveOf(type) is { } primitive => Scalars.Of(primitive) + Annotation(type),
        IArrayTypeSymbol { Rank: 1 } array => $"list<{WireOf(array.ElementType)}>{Annotation(array)}",
        INamedTypeSymbol named when CollectionTypes.FormOf(named) is { } form =>
            $"{(named.Arity == 2 ? "map" : form.IsUnique ? "set" : "list")}<{string.Join(", ", named.TypeArguments.Select(WireOf))}>{Annotation(named)}",
        _ => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier)),
    };

    private static string Annotation(ITypeSymbol type) => type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? "?" : "";

    private static string NameOf(AttributeSyntax attribute)
    {
        string name = attribute.Name switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            _ => "",
        };
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }

    private static string Plain(SyntaxNode node) => node.WithoutTrivia().NormalizeWhitespace().ToFullString();
}
