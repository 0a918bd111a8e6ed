using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.History;

/// <summary>Deletes a hop that nothing needs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeleteHopFix)), Shared]
public sealed class DeleteHopFix() : SchemaFix(new DeleteHop())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1502", "FLU1508"];
}
