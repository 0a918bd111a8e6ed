using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>Brings back the value or the number that stored sessions have, or raises the version.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EnumValueFix)), Shared]
public sealed class EnumValueFix() : SchemaFix(new RestoreEnumValue(), new Raise())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1414"];
}
