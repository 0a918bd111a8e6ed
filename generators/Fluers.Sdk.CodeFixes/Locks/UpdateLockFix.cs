using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>Takes what is new over into the lock.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UpdateLockFix)), Shared]
public sealed class UpdateLockFix() : SchemaFix(new UpdateLock())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1403", "FLU1413", "FLU1415"];
}
