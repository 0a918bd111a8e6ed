using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>Takes what is gone over into the lock, or raises the version.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemovedFix)), Shared]
public sealed class RemovedFix() : SchemaFix(new UpdateLock(), new Raise())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1406"];
}
