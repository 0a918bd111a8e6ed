using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>Takes a new name over into the lock, or makes what has it a thing of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenamedFix)), Shared]
public sealed class RenamedFix() : SchemaFix(new UpdateLock(), new NumberAction("NewThing", "Make '{0}' a new thing, at {1}", "Make them new things"))
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1405"];
}
