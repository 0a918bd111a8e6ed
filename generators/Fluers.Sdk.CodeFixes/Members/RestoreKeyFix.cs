using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Members;

/// <summary>Puts a member back at the key that stored sessions have it at.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RestoreKeyFix)), Shared]
public sealed class RestoreKeyFix() : SchemaFix(new NumberAction("RestoreKey", "Put '{0}' back at key {1}", "Put them back at their keys", isRecorded: true))
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1407"];
}
