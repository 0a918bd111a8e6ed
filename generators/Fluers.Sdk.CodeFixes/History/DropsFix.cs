using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.History;

/// <summary>Says in the hop that members end with it on purpose.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DropsFix)), Shared]
public sealed class DropsFix() : SchemaFix(new StateDrops())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1503"];
}
