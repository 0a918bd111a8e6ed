using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>Raises the version of a schema that requires more, or requires no more than before.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RequiredFix)), Shared]
public sealed class RequiredFix() : SchemaFix(new Raise(), new MakeOptional())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1404"];
}
