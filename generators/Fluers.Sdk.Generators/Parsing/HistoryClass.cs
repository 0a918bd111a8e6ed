using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.History;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Looks at what has the name of the class into which the older versions of a schema are generated.</summary>
internal static class HistoryClass
{
    /// <summary>Reports a name that cannot be the class's.</summary>
    /// <param name="type">The schema's type.</param>
    /// <param name="version">Its version: from the second on there are older ones.</param>
    /// <param name="stated">The name that the schema states for the class.</param>
    /// <param name="report">Takes what is wrong.</param>
    /// <returns>Whether the class can be generated.</returns>
    public static bool Check(INamedTypeSymbol type, int version, string? stated, Report report)
    {
        if (stated is not null && (!SyntaxFacts.IsValidIdentifier(stated) || SyntaxFacts.GetKeywordKind(stated) != SyntaxKind.None || HistoryHead.IsNameInside(stated)))
        {
            report.Add(Descriptors.WrongKind, type, type.Name, "its History is no name that the class for its older versions can have");
            return false;
        }

        INamespaceSymbol space = type.ContainingNamespace;
        string spaceName = space.IsGlobalNamespace ? "" : space.ToDisplayString();
        string name = stated ?? HistoryHead.DefaultClassOf(TypeNames.MetadataName(type), spaceName.Replace("@", ""));
        string fullName = spaceName.Length == 0 ? name : $"{spaceName}.{name}";
        INamedTypeSymbol[] found = [.. space.GetTypeMembers(name, arity: 0)];
        if (found.FirstOrDefault(other => HasHops(other, report.Cancellation)) is { } history)
        {
            // Its author means it.
            if (!history.DeclaringSyntaxReferences.All(reference => IsPartialClass(reference.GetSyntax(report.Cancellation))))
            {
                report.Add(Descriptors.HistoryTaken, type, $"'{fullName}' holds the older versions of '{type.Name}', which are generated into it; write 'static partial class {name}'");
            }

            return true;
        }

        bool isTaken = found.Any(other => !CanBeExtended(other, report.Cancellation)) || space.GetNamespaceMembers().Any(other => other.Name == name);
        if (isTaken)
        {
            string text = $"'{fullName}' is the name of the class for the older versions of '{type.Name}', and something else has it; choose another: [SessionSchema({version}, History = \"{type.Name}Versions\")]";
            if (version > 1)
            {
                report.Add(Descriptors.HistoryTaken, type, text);
            }
            else
            {
                report.Warn(Descriptors.HistoryTaken, type, text);
            }
        }

        return !isTaken;
    }

    private static bool HasHops(INamedTypeSymbol other, CancellationToken cancellation) => other.GetMembers(AuthoredHop.Method)
        .SelectMany(method => method.DeclaringSyntaxReferences)
        .Any(reference => AuthoredHop.IsCandidate(reference.GetSyntax(cancellation)));

    private static bool CanBeExtended(INamedTypeSymbol other, CancellationToken cancellation) =>
        other is { TypeKind: TypeKind.Class, IsRecord: false, BaseType.SpecialType: SpecialType.System_Object, Interfaces.IsEmpty: true }
        && other.DeclaringSyntaxReferences.All(reference => IsPartialClass(reference.GetSyntax(cancellation)))
        && other.GetMembers().All(member => member.IsStatic || member.IsImplicitlyDeclared || member is INamedTypeSymbol);

    private static bool IsPartialClass(SyntaxNode declaration) => declaration is ClassDeclarationSyntax type && type.Modifiers.Any(SyntaxKind.PartialKeyword);
}
