using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>
/// Finds which rules of memory safety a project is compiled under. Under the updated ones every method without a body is marked
/// <c>safe</c> or <c>unsafe</c>. Other projects can write neither: compilers of before do not know the one, and the other is an option.
/// </summary>
internal static class MemorySafety
{
    private const string UpdatedRules = "updated-memory-safety-rules";
    private const string Safe = "safe";

    private static readonly bool IsKnown = SyntaxFacts.GetContextualKeywordKind(Safe) != SyntaxKind.None;

    /// <summary>Whether the code around a type says of methods without a body that they are safe.</summary>
    public static bool IsStatedIn(INamedTypeSymbol type) =>
        IsKnown && type.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree.Options.Features.ContainsKey(UpdatedRules));
}
