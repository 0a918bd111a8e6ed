using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.History;

/// <summary>Writes the hop that is missing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ScaffoldFix)), Shared]
public sealed class ScaffoldFix() : SchemaFix(new Scaffold())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1501"];
}
