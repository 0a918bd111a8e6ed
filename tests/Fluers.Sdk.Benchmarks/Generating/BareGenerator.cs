using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Benchmarks.Generating;

/// <summary>The least that a well-cached generator does: it finds the annotated types and prints a part of each.</summary>
[Generator(LanguageNames.CSharp)]
internal sealed class BareGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName(
            "Fluers.Sdk.SessionPartAttribute",
            static (node, _) => node is TypeDeclarationSyntax,
            static (found, _) => new Named(found.TargetSymbol.Name)),
        static (output, type) => output.AddSource($"{type.Name}.g.cs", $"namespace Project; partial record {type.Name};"));

    private sealed record Named(string Name);
}
