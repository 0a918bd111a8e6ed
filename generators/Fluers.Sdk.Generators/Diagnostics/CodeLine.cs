using System.Text.RegularExpressions;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>The line of code that a diagnostic shows: what is declared there, with what it lacks.</summary>
internal static class CodeLine
{
    // A longer one says no more.
    private const int MaxInitializer = 40;

    /// <summary>The head of the declaration of a type, partial and with an attribute; keys for the parameters of a positional record that have none.</summary>
    /// <param name="type">The type.</param>
    /// <param name="attribute">The attribute in its brackets; empty for none.</param>
    public static string OfType(INamedTypeSymbol type, string attribute = "")
    {
        if (SyntaxOf(type) is not TypeDeclarationSyntax syntax)
        {
            return Joined([attribute, "partial", type.Name]);
        }

        var record = syntax as RecordDeclarationSyntax;
        string parameters = record?.ParameterList is { Parameters: { Count: > 0 } list }
            ? $"({string.Join(", ", list.Select((parameter, key) => parameter.AttributeLists.Count > 0 || attribute.Length == 0 ? OnOneLine(parameter) : OfParameter(parameter, KeyText(key))))})"
            : "";
        return Joined(
        [
            attribute,
            .. syntax.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword)).Select(modifier => modifier.Text),
            "partial",
            syntax.Keyword.Text,
            record?.ClassOrStructKeyword.Text ?? "",
            $"{syntax.Identifier.Text}{(syntax.TypeParameterList is { } types ? OnOneLine(types) : "")}{parameters}",
        ]);
    }

    /// <summary>The declaration of a union of types, with all that one in sessions has.</summary>
    public static string OfUnion(INamedTypeSymbol union)
    {
        string unknown = $"{union.Name}{(SyntaxOf(union) is TypeDeclarationSyntax { TypeParameterList: { } own } ? OnOneLine(own) : "")}.{UnknownCase.Name}";
        IEnumerable<string> listed = union.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>()
            .SelectMany(syntax => syntax.ParameterList?.Parameters ?? default)
            .Select(OnOneLine)
            .Where(type => type != UnknownCase.Name && type != unknown);
        return $"{OfType(union, "[SessionUnion]")}({string.Join(", ", listed.Append(unknown))})";
    }

    /// <summary>The declaration of a member.</summary>
    /// <param name="member">The property, the field, or the property of a positional record.</param>
    /// <param name="attribute">The attribute to give to it, without brackets; empty for none.</param>
    /// <param name="modifier">A modifier to add; empty for none.</param>
    /// <param name="initializer">What it is initialized with instead of what it is now, empty for nothing; <see langword="null"/> to leave that.</param>
    public static string OfMember(ISymbol member, string attribute = "", string modifier = "", string? initializer = null)
    {
        string keyed = attribute.Length == 0 ? "" : $"[{attribute}]";
        return SyntaxOf(member) switch
        {
            ParameterSyntax parameter => OfParameter(parameter, attribute.Length == 0 ? "" : $"[property: {attribute}]"),
            PropertyDeclarationSyntax property => Joined(
            [
                keyed, .. property.Modifiers.Select(word => word.Text), modifier, OnOneLine(property.Type), property.Identifier.Text, AccessorsOf(property),
                InitializerOf(property.Initializer, initializer) is { Length: > 0 } given ? $"{given};" : "",
            ]),
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: FieldDeclarationSyntax field } variables } variable =>
                $"{Joined([keyed, .. field.Modifiers.Select(word => word.Text), modifier, OnOneLine(variables.Type), variable.Identifier.Text, InitializerOf(variable.Initializer, initializer)])};",
            _ => Joined([keyed, modifier, member.Name]),
        };
    }

    /// <summary>The type and the name of a member, with one name of a type in place of another.</summary>
    public static string WithType(ISymbol member, string name, string other) => Regex.Replace(OfMember(member), $@"\b{name}\b", other);

    private static string KeyText(int key) => $"[property: Key({key})]";

    private static string OfParameter(ParameterSyntax parameter, string attribute) => Joined([attribute, OnOneLine(parameter.WithAttributeLists(default))]);

    private static string AccessorsOf(PropertyDeclarationSyntax property) => property.AccessorList is { } list
        ? $"{{ {string.Join(" ", list.Accessors.Select(accessor => $"{Joined([.. accessor.Modifiers.Select(word => word.Text), accessor.Keyword.Text])};"))} }}"
        : "{ get; }";

    private static string InitializerOf(EqualsValueClauseSyntax? own, string? other) =>
        other is { Length: > 0 } ? $"= {other}"
        : other is null && own is not null && OnOneLine(own) is { Length: <= MaxInitializer } text ? text
        : "";

    private static SyntaxNode? SyntaxOf(ISymbol symbol) => symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();

    private static string OnOneLine(SyntaxNode node) => Regex.Replace(node.ToString(), @"\s+", " ").Trim();

    private static string Joined(IEnumerable<string> words) => string.Join(" ", words.Where(word => word.Length > 0));
}
