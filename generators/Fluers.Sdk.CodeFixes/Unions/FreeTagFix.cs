using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Unions;

/// <summary>Gives a tag that nothing has or had to a case whose own is taken.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FreeTagFix)), Shared]
public sealed class FreeTagFix() : SchemaFix(new NumberAction("FreeTag", "Give '{0}' the free tag {1}", "Give them free tags"))
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1612", "FLU1614"];
}
