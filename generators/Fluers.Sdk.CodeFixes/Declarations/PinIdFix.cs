using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Declarations;

/// <summary>States the id that stored sessions know a schema by.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PinIdFix)), Shared]
public sealed class PinIdFix() : SchemaFix(new SchemaAttributeAction(
    "State Id = \"{0}\"", "State the ids that they had", static (attribute, target) => attribute.WithNamed("Id", Attributes.Literal(target.Value!))))
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1003"];
}
