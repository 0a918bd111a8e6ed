using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Declarations;

/// <summary>Sets the oldest version that is read to one that there was.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OldestReadableFix)), Shared]
public sealed class OldestReadableFix() : SchemaFix(new SchemaAttributeAction(
    "Set OldestReadable to {0}", "Set OldestReadable to what there was", static (attribute, target) => attribute.WithNamed("OldestReadable", Attributes.Literal(target.Number!.Value))))
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1007"];
}
