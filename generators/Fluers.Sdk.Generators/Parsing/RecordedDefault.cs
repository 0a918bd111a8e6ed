using System.Globalization;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>
/// The default of a member as it is recorded: one text for one value, however the code spells it, so that a lock sees a new value and
/// nothing else. The zero of a type is not recorded.
/// </summary>
internal static class RecordedDefault
{
    private const string Empty = "[]";

    public static string? Of(object? constant) => constant switch
    {
        null or false or '\0' => null,
        string or char => SymbolDisplay.FormatPrimitive(constant, quoteStrings: true, useHexadecimalNumbers: false),
        true => "true",
        double number => number.Equals(0d) && !double.IsNegativeInfinity(1 / number) ? null : number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.Equals(0f) && !float.IsNegativeInfinity(1 / number) ? null : number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture) is var text && text == "0" ? null : text,
        _ => null,
    };

    /// <summary>That of an expression which is no constant.</summary>
    public static string? Of(ExpressionSyntax initializer, ValueModel value, SemanticModel model, CancellationToken cancellation) =>
        IsSequence(value) || value.Kind == ValueKind.Map
            ? IsEmpty(initializer) ? EmptyOf(value) : DefaultText.Of(initializer, IsSequence(value), model, cancellation)
            : DefaultText.Of(initializer, isSequence: false, model, cancellation);

    private static bool IsSequence(ValueModel value) => value.Kind == ValueKind.Sequence || value.Primitive is "Bytes" or "Memory" or "WritableMemory";

    /// <summary>An immutable array that was never set is stored as an empty one.</summary>
    private static string? EmptyOf(ValueModel value) => value.IsValueType ? null : Empty;

    private static bool IsEmpty(ExpressionSyntax initializer) => initializer switch
    {
        CollectionExpressionSyntax collection => collection.Elements.Count == 0,
        InitializerExpressionSyntax array => array.Expressions.Count == 0,
        ArrayCreationExpressionSyntax { Initializer: { } elements } => elements.Expressions.Count == 0,
        ArrayCreationExpressionSyntax { Type.RankSpecifiers: [{ Sizes: [LiteralExpressionSyntax { Token.Value: 0 }] }] } => true,
        BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: null or { Expressions.Count: 0 } } => true,
        MemberAccessExpressionSyntax { Name.Identifier.Text: "Empty" } => true,
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Empty" } } => true,
        _ => false,
    };
}
