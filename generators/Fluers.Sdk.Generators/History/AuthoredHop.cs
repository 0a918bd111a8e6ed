using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.History;

/// <summary>
/// A hop that someone wrote: <c>public static partial V2.Order Up(V1.Order o)</c> in <c>OrderHistory</c>. It is found by its syntax,
/// since the types that it names are generated only after it was found.
/// </summary>
/// <param name="Class">The full name of the class that it stands in, without <c>global::</c>.</param>
/// <param name="From">The version that it starts from.</param>
/// <param name="Parameter">What it calls the older value.</param>
/// <param name="Source">The type that it starts from, such as <c>V1.Order</c>.</param>
/// <param name="Target">The type that it says to make; <see langword="null"/> where that is not named by its version.</param>
/// <param name="IsPlain">Whether it gives nothing of its own and drops nothing, as what is generated where nobody writes a hop.</param>
/// <param name="Calls">The calls in it that make the next version.</param>
/// <param name="Declaration">What is needed to declare it where no version is generated that it belongs to.</param>
internal sealed record AuthoredHop(string Class, int From, string Parameter, string Source, string? Target, bool IsPlain, EquatableArray<HopCall> Calls, HopDeclaration Declaration)
{
    public const string Method = "Up";

    private const string DropsAttribute = "Drops";

    /// <summary>Whether a node may be a hop.</summary>
    public static bool IsCandidate(SyntaxNode node) =>
        node is MethodDeclarationSyntax { Identifier.ValueText: Method, ParameterList.Parameters: [{ } parameter], Parent: ClassDeclarationSyntax } && VersionOf(parameter.Type) is not null;

    /// <summary>The hop that a method is; <see langword="null"/> where its parameter is of no version.</summary>
    public static AuthoredHop? Of(MethodDeclarationSyntax method)
    {
        ParameterSyntax parameter = method.ParameterList.Parameters[0];
        bool hasBody = method.Body is not null || method.ExpressionBody is not null;
        return hasBody && VersionOf(parameter.Type) is { } version
            ? new AuthoredHop(
                FullNameOf((ClassDeclarationSyntax)method.Parent!),
                version,
                parameter.Identifier.Text,
                TypeOf(parameter.Type)!,
                TypeOf(method.ReturnType),
                IsPlainFrom(method, version),
                method.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => HopCall.Makes(call, version + 1)).Select(HopCall.Of).ToEquatableArray(),
                HopDeclaration.Of(method))
            : null;
    }

    /// <summary>What it calls the schema's type in both of its versions; <see langword="null"/> where that is not one name.</summary>
    public string? Called => Target is not null && NameIn(Source) is var name && name == NameIn(Target) ? name : null;

    /// <summary>The attributes by which a hop says what it drops on purpose.</summary>
    public static IEnumerable<AttributeSyntax> DropsOf(MethodDeclarationSyntax method) => method.AttributeLists
        .SelectMany(list => list.Attributes)
        .Where(attribute => attribute.Name.ToString() is var name && (name.EndsWith(DropsAttribute, StringComparison.Ordinal) || name.EndsWith(DropsAttribute + nameof(Attribute), StringComparison.Ordinal)));

    /// <summary>Whether all that a hop does is to call what brings over what can be brought over.</summary>
    private static bool IsPlainFrom(MethodDeclarationSyntax method, int version) =>
        !DropsOf(method).Any()
        && (method.ExpressionBody?.Expression ?? (method.Body is { Statements: [ReturnStatementSyntax { Expression: { } result }] } ? result : null))
            is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax own } call }
        && own.Identifier.ValueText == method.ParameterList.Parameters[0].Identifier.ValueText
        && call.Name.Identifier.ValueText == $"ToV{version + 1}";

    /// <summary>The version that a type such as <c>V1.Order</c> or <c>OrderHistory.V1.Order</c> is of.</summary>
    private static int? VersionOf(TypeSyntax? type) => TypeOf(type) is { } name ? Snapshot.VersionOf(name.Substring(0, name.IndexOf('.'))) : null;

    /// <summary>The last two parts of the name of such a type: the version and the type in it.</summary>
    private static string? TypeOf(TypeSyntax? type)
    {
        SimpleNameSyntax? version = type switch
        {
            QualifiedNameSyntax { Left: SimpleNameSyntax left } => left,
            QualifiedNameSyntax { Left: QualifiedNameSyntax left } => left.Right,
            _ => null,
        };
        return version is null ? null : $"{version.Identifier.ValueText}.{((QualifiedNameSyntax)type!).Right.Identifier.ValueText}";
    }

    private static string NameIn(string type) => type.Substring(type.IndexOf('.') + 1);

    private static string FullNameOf(ClassDeclarationSyntax type)
    {
        string name = type.Identifier.ValueText;
        for (SyntaxNode? outer = type.Parent; outer is not null; outer = outer.Parent)
        {
            name = outer switch
            {
                BaseNamespaceDeclarationSyntax space => $"{space.Name.ToString().Replace("@", "").Replace(" ", "")}.{name}",
                BaseTypeDeclarationSyntax container => $"{container.Identifier.ValueText}.{name}",
                _ => name,
            };
        }

        return name;
    }
}
