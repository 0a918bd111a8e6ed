using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Use;

/// <summary>Uses the codec of the schema, whose frames tell schema and version.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OwnCodecFix)), Shared]
public sealed class OwnCodecFix() : SchemaFix(new UseOwnCodec())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1702"];
}
