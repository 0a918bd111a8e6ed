using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Types;

/// <summary>Makes a type that members are of a part.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPartFix)), Shared]
public sealed class AddPartFix() : SchemaFix(new Annotate("SessionPart"))
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1201"];
}
