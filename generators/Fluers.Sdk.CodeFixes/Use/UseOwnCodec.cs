using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;

namespace Fluers.Sdk.CodeFixes.Use;

/// <summary>Writes and reads a schema by its own codec. Only calls that have all bytes in memory have their like there.</summary>
internal sealed class UseOwnCodec : SyntaxAction
{
    public override string TitleForAll => "Use the schemas' own codecs";

    protected override string? TitleOf(Target target) => ReplacementOf(target) is not null ? "Use the schema's own codec" : null;

    protected override SyntaxNode? NodeOf(Target target) => ReplacementOf(target) is null ? null : CallOf(target);

    protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target) =>
        editor.ReplaceNode(node, Simplified(SyntaxFactory.ParseExpression(ReplacementOf(target)!)).WithTriviaFrom(node));

    /// <summary>Names as short as the place allows.</summary>
    private static ExpressionSyntax Simplified(ExpressionSyntax expression) => expression.ReplaceNodes(
        expression.DescendantNodes().Where(node => node is MemberAccessExpressionSyntax or NameSyntax),
        static (_, node) => node.WithAdditionalAnnotations(Simplifier.Annotation));

    private static InvocationExpressionSyntax? CallOf(Target target) => target.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>();

    private static string? ReplacementOf(Target target)
    {
        if (CallOf(target) is not { ArgumentList.Arguments: [{ NameColon: null } first, ..] } call
            || target.Model.GetOperation(call, target.Cancellation) is not IInvocationOperation { TargetMethod: { TypeArguments: [INamedTypeSymbol type] } method })
        {
            return null;
        }

        string codec = $"global::Fluers.Sdk.SessionSchema<{type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}>.Instance";
        return (method.Name, method.ReturnType) switch
        {
            ("Serialize", IArrayTypeSymbol) => $"{codec}.Encode({first.Expression}, global::Fluers.Sdk.Frames.FrameKind.{KindOf(type, target)})",
            ("Deserialize", _) when BytesOf(first.Expression, target) is { } bytes => $"{codec}.Decode({bytes})",
            _ => null,
        };
    }

    /// <summary>All bytes in one piece, as the codec takes them.</summary>
    private static string? BytesOf(ExpressionSyntax bytes, Target target) => target.Model.GetTypeInfo(bytes, target.Cancellation).Type switch
    {
        IArrayTypeSymbol => bytes.ToString(),
        { Name: "Memory" or "ReadOnlyMemory" } => $"{bytes}.Span",
        _ => null,
    };

    /// <summary>What is an entry of some log is written as one; anything else is the head of a session.</summary>
    private static string KindOf(INamedTypeSymbol type, Target target)
    {
        ShapeSymbols shapes = ShapeSymbols.Of(target.Model.Compilation, target.Cancellation);
        return shapes.Schemas.Any(schema => schema.Log == SchemaParser.IdOf(type)) ? "Entry" : "Head";
    }
}
