using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>Rebuilds a lock in which a merge left its markers: what both sides published stays, and the draft is what the code says.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RebuildLockFix)), Shared]
public sealed class RebuildLockFix() : SchemaFix(new RebuildLock())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1402"];
}
