using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Use;

/// <summary>Copies with changes, and keeps what this build does not know.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseWithFix)), Shared]
public sealed class UseWithFix() : SchemaFix(new UseWith())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1704"];
}
