using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Finds what a member is when it is absent.</summary>
/// <param name="type">The type.</param>
/// <param name="constructor">The constructor that makes an object when it is read.</param>
/// <param name="compilation">Where it stands.</param>
/// <param name="report">Takes what is wrong.</param>
internal sealed class DefaultParser(INamedTypeSymbol type, IMethodSymbol constructor, Compilation compilation, Report report)
{
    /// <summary>
    /// Whether absence is an error, and if not, the default as C#, <see langword="null"/> when only a new object can tell it, and the
    /// default as it is recorded.
    /// Code that knows nothing of null says by a default that a member is never null, since null would come back as the default.
    /// </summary>
    public (bool IsRequired, string? Text, string? Recorded) Of(KeyedMember member, IParameterSymbol? parameter, ref ValueModel value)
    {
        if (member.IsMarkedRequired || parameter is { HasExplicitDefaultValue: false })
        {
            return (true, null, null);
        }

        (string? text, string? recorded) = parameter is not null
            ? (ConstantText.Of(parameter.ExplicitDefaultValue, value), RecordedDefault.Of(parameter.ExplicitDefaultValue))
            : InitializerOf(member, value);
        bool isNothing = text is "null" or "default";
        if (value.IsNullable && !isNothing && IsOblivious(member))
        {
            value = value.NotNull;
        }
        else if (value.IsNullable && !isNothing)
        {
            report.Add(Descriptors.NullNeverKept, member.Symbol, type.Name, member.Name);
        }
        else if (value.Kind == ValueKind.Parameter && isNothing && IsOblivious(member))
        {
            return (false, "default!", null);
        }
        else if (!value.IsNullable && !value.IsValueType && isNothing)
        {
            report.Add(Descriptors.NotInitialized, member.Symbol, type.Name, member.Name, CodeLine.OfMember(member.Symbol, modifier: "required", initializer: ""), "initialize it, or make it nullable");
        }

        return (false, value.IsNullable && isNothing ? value.Null : text, recorded);
    }

    private static bool IsOblivious(KeyedMember member) => !member.Type.IsValueType && member.Type.NullableAnnotation == NullableAnnotation.None;

    private (string? Text, string? Recorded) InitializerOf(KeyedMember member, ValueModel value) =>
        Initializers.Of(member.Symbol, constructor, compilation, report.Cancellation) switch
        {
            (false, _) => (value.IsNullable ? "null" : null, null),   // another assembly's initializer is compiled code, which null is taken to have none of
            (_, null) => ("default", null),
            (_, { } initializer) => TextOf(member, initializer, value),
        };

    private (string? Text, string? Recorded) TextOf(KeyedMember member, ExpressionSyntax initializer, ValueModel value)
    {
        initializer = Initializers.Unwrap(initializer);
        if (initializer is DefaultExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression })
        {
            return ("default", null);
        }

        SemanticModel model = compilation.GetSemanticModel(initializer.SyntaxTree);
        Optional<object?> constant = model.GetConstantValue(initializer, report.Cancellation);
        if (constant.HasValue)
        {
            return (ConstantText.Of(constant.Value, value), RecordedDefault.Of(constant.Value));
        }

        if (report.IsRead && Impurity.FirstIn(initializer, model, report.Cancellation) is { } source)
        {
            report.Add(Descriptors.NotConstant, member.Symbol, type.Name, member.Name, source);
        }

        return (null, RecordedDefault.Of(initializer, value, model, report.Cancellation));
    }
}
