using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>Raises the version of a schema that changed as only the next version may.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RaiseFix)), Shared]
public sealed class RaiseFix() : SchemaFix(new Raise())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1408", "FLU1410", "FLU1411", "FLU1412", "FLU1416", "FLU1417", "FLU1418", "FLU1419"];
}
