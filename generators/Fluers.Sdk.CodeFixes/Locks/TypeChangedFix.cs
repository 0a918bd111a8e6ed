using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>Raises the version of a schema whose member has another type, or stores that as a member of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TypeChangedFix)), Shared]
public sealed class TypeChangedFix() : SchemaFix(new Raise(), new NewMember())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1409"];
}
