using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Fluers.Sdk.CodeFixes.Types;

/// <summary>Makes a type what it has to be to be stored, wherever in the project it stands.</summary>
/// <param name="attribute">The name of the attribute.</param>
/// <param name="arguments">Its arguments.</param>
internal sealed class Annotate(string attribute, params ExpressionSyntax[] arguments) : SyntaxAction
{
    private const string Part = "SessionPart";

    public override string Key => attribute;

    public override string TitleForAll => $"Give them [{attribute}]";

    protected override string? TitleOf(Target target) => NodeOf(target) is TypeDeclarationSyntax type
        ? $"Give '{type.Identifier.ValueText}' [{attribute}{(arguments.Length == 0 ? "" : $"({string.Join(", ", arguments.Select(argument => argument.ToString()))})")}]"
        : null;

    protected override SyntaxNode? NodeOf(Target target) =>
        TypeOf(target) is { } type && target.Model.Compilation.ContainsSyntaxTree(type.SyntaxTree) ? type : null;

    protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target)
    {
        SemanticModel model = editor.SemanticModel;
        AttributeSyntax added = Attributes.Create(model, node.SpanStart, KnownAttributes.Sdk, attribute, arguments);
        AttributeSyntax? replaced = ((TypeDeclarationSyntax)node).AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(other => IsPart(other.Name));
        bool onOwnLine = TypeSyntaxes.AreAttributesOnOwnLines(node);
        foreach (TypeDeclarationSyntax container in node.Ancestors().OfType<TypeDeclarationSyntax>())
        {
            editor.ReplaceNode(container, static (current, _) => ((TypeDeclarationSyntax)current).WithPartial());
        }

        if (replaced is not null)
        {
            editor.ReplaceNode(replaced, (current, _) => added.WithTriviaFrom(current));
            return;
        }

        editor.ReplaceNode(node, (current, _) => ((TypeDeclarationSyntax)current).WithPartial().WithAttribute(added, onOwnLine));
    }

    // What is a part already becomes something else instead of both.
    private static bool IsPart(NameSyntax name) => name.ToString().Split('.').Last() is Part or Part + "Attribute";

    private static TypeDeclarationSyntax? TypeOf(Target target) =>
        target.Value is { } name && target.Model.Compilation.GetTypeByMetadataName(name) is { } type ? target.SyntaxOf<TypeDeclarationSyntax>(type) : null;
}
