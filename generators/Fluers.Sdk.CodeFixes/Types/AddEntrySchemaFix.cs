using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Types;

/// <summary>Gives the entries of a log versions of their own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddEntrySchemaFix)), Shared]
public sealed class AddEntrySchemaFix() : SchemaFix(new Annotate("SessionSchema", Attributes.Literal(1)))
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1110"];
}
