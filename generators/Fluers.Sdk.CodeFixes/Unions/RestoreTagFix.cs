using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Unions;

/// <summary>Puts a case back at the tag that stored sessions have it at.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RestoreTagFix)), Shared]
public sealed class RestoreTagFix() : SchemaFix(new NumberAction("RestoreTag", "Put '{0}' back at tag {1}", "Put them back at their tags", isRecorded: true))
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1613"];
}
