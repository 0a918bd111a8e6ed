using System.Collections.Immutable;
using System.Composition;
using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace Fluers.Sdk.CodeFixes.Members;

/// <summary>Gives a member a key that nothing has or had, or leaves it out of what is stored.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddKeyFix)), Shared]
public sealed class AddKeyFix() : SchemaFix(new AddKey(), new Ignore())
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["FLU1101"];

    private sealed class AddKey : AttributeAction
    {
        public override string TitleForAll => "Store them under free keys";

        protected override string? TitleOf(Target target) => target.Number is { } key && NodeOf(target) is not null ? $"Store '{target.Symbol!.Name}' under key {key}" : null;

        protected override AttributeSyntax Attribute(Target target, int position) =>
            Attributes.Create(target.Model, position, "MessagePack", "Key", Attributes.Literal(target.TakeNumber(target.Symbol!.ContainingType)));
    }

    private sealed class Ignore : AttributeAction
    {
        public override string TitleForAll => "Leave them out";

        protected override string? TitleOf(Target target) => NodeOf(target) is not null ? $"Leave '{target.Symbol!.Name}' out" : null;

        protected override AttributeSyntax Attribute(Target target, int position) =>
            Attributes.Create(target.Model, position, "MessagePack", "IgnoreMember");
    }
}
