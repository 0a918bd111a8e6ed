using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Finds what a member is when it is absent.</summary>
/// <param name="type">The type.</param>
/// <param name="constructor">The constructor that makes an object when it is read; <see langword="null"/> where it is not known.</param>
/// <param name="compilation">Where it stands.</param>
/// <param name="report">Takes what is wrong.</param>
internal sealed class DefaultParser(INamedTypeSymbol type, IMethodSymbol? constructor, Compilation compilation, Report report)
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
        else if (!value.IsNullable && isNothing && (!value.IsValueType || (value.Kind == ValueKind.Generated && UnionDeclaration.Is(member.Type))))
        {
            report.Add(Descriptors.NotInitialized, member.Symbol, type.Name, member.Name, CodeLine.OfMember(member.Symbol, modifier: "required", initializer: ""), "initialize it, or make it nullable");
        }

        return (false, value.IsNullable && isNothing ? value.Null : text, recorded);
    }

    private static bool IsOblivious(KeyedMember member) => !member.Type.IsValueType && member.Type.NullableAnnotation == NullableAnnotation.None;

    private (string? Text, string? Recorded) InitializerOf(KeyedMember member, ValueModel value) =>
        Initializers.Of(member.Symbol, constructor, compilation, report.Cancellation) switch
        {
            (false, _) => ForeignDefaultOf(member, value),
            (true, null) => ("default", null),
            (true, { } initializer) => TextOf(member, initializer, value),
        };

    /// <summary>
    /// The default of a member that another project declares. Its initializer is compiled code; what that project recorded of it is known
    /// here. One that may be null has none but null.
    /// </summary>
    private (string? Text, string? Recorded) ForeignDefaultOf(KeyedMember member, ValueModel value)
    {
        INamedTypeSymbol owner = member.Symbol.ContainingType;
        MemberShape? known = ForeignShapes.MembersOf(owner.OriginalDefinition).FirstOrDefault(other => !other.IsRetired && other.Key == member.Key);
        if (value.IsNullable && known is not { Type.IsNullable: false })
        {
            return ("null", null);
        }

        if (known is null)
        {
            report.Add(Descriptors.DefaultNotRecorded, member.Symbol, type.Name, member.Name, owner.Name, owner.ContainingAssembly.Name);
        }

        return (null, known?.Default);
    }

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

        if (report.IsRead && WhyNotConstant(initializer, model) is { } why)
        {
            report.Add(Descriptors.NotConstant, member.Symbol, type.Name, member.Name, why);
        }

        return (null, RecordedDefault.Of(initializer, value, model, report.Cancellation));
    }

    private string? WhyNotConstant(ExpressionSyntax initializer, SemanticModel model) =>
        Impurity.FirstIn(initializer, model, report.Cancellation) is { } source
            ? $"is another one each time ({source}), so a value read without it would change with every read; make it required, or give it when the object is made"
        : OwnSources.FirstIn(initializer, model, report.Cancellation) is { } name
            ? $"comes from {name}, and what it is there may change without a change here that the lock could see; write the value itself, or make that a constant"
        : null;
}
