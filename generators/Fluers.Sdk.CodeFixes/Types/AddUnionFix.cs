using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Types;

/// <summary>Makes a type that others derive from a union.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddUnionFix)), Shared]
public sealed class AddUnionFix() : SchemaFix(new Annotate("SessionUnion"))
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1204"];
}
