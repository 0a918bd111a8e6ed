using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Declarations;

/// <summary>Sets the version that may follow those of the lock.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(VersionFix)), Shared]
public sealed class VersionFix() : SchemaFix(new SchemaAttributeAction(
    "Set the version to {0}", "Set the versions that follow", static (attribute, target) => attribute.WithFirst(Attributes.Literal(target.Number!.Value))))
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1004", "FLU1005"];
}
