using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>
/// Checks that the case <c>Unknown</c> can be generated into a union. People may add a part of their own to it, and must
/// where the union asks its cases for members that nobody can invent.
/// </summary>
internal static class UnknownCase
{
    /// <summary>What the case is called.</summary>
    public const string Name = "Unknown";

    // The case has these anyway.
    private static readonly HashSet<string> OfAll = new(StringComparer.Ordinal) { "Equals", "GetHashCode", "ToString", "PrintMembers", "EqualityContract" };
    private static readonly HashSet<string> OfInterfaces = new(StringComparer.Ordinal) { "Tag", "Payload" };

    /// <summary>Why it cannot be generated, and where that is seen; <see langword="null"/> when it can.</summary>
    public static (ISymbol Where, string Why)? FaultOf(INamedTypeSymbol union)
    {
        if (union.Name == Name)
        {
            return (union, "a union cannot be named Unknown, which is the name of the case that keeps what a newer build wrote; rename it");
        }

        if (FoundMembers.Levels(union).DefaultIfEmpty(union).SelectMany(level => level.GetMembers(Name)).FirstOrDefault(member => !member.IsGenerated() && !IsOwnPart(member)) is { } taken)
        {
            return (taken, "its member Unknown has the name of the case that is generated into it and keeps what a newer build wrote; rename it");
        }

        INamedTypeSymbol? own = union.GetTypeMembers(Name).FirstOrDefault();
        return Abstract(union).FirstOrDefault(member => !Implements(own, member, union)) is { } missing
            ? (union, $"its case Unknown, which keeps what a newer build wrote, must have {missing.Name} too; add 'sealed partial {(union.IsRecord ? "record" : "class")} Unknown' to {union.Name}, with {missing.Name} in it")
            : null;
    }

    private static bool IsOwnPart(ISymbol member) => member is INamedTypeSymbol type
        && !type.Has(KnownAttributes.Case)
        && type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>What a type that derives from the union has to implement.</summary>
    private static IEnumerable<ISymbol> Abstract(INamedTypeSymbol union)
    {
        if (union.TypeKind == TypeKind.Interface)
        {
            return union.AllInterfaces.Prepend(union).SelectMany(face => face.GetMembers()).Where(member => IsOpen(member) && !OfInterfaces.Contains(member.Name));
        }

        ISymbol[] all = [.. FoundMembers.Levels(union).SelectMany(level => level.GetMembers())];
        return all.Where(member => IsOpen(member) && !all.Any(other => other.IsOverride && !other.IsAbstract && other.Name == member.Name));
    }

    private static bool IsOpen(ISymbol member) =>
        member is { IsAbstract: true, IsImplicitlyDeclared: false, Kind: SymbolKind.Method or SymbolKind.Property or SymbolKind.Event }
        && member is not IMethodSymbol { AssociatedSymbol: not null }
        && !OfAll.Contains(member.Name);

    private static bool Implements(INamedTypeSymbol? own, ISymbol member, INamedTypeSymbol union) => own is not null && own.GetMembers().Any(candidate =>
        union.TypeKind == TypeKind.Interface
            ? candidate.Name == member.Name || candidate.Name.EndsWith("." + member.Name, StringComparison.Ordinal)
            : candidate.IsOverride && candidate.Name == member.Name);
}
