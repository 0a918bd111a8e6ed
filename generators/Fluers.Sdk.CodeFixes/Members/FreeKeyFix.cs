using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Members;

/// <summary>Gives a key that nothing has or had to a member whose own is taken.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FreeKeyFix)), Shared]
public sealed class FreeKeyFix() : SchemaFix(new NumberAction("FreeKey", "Give '{0}' the free key {1}", "Give them free keys"))
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1102", "FLU1106"];
}
