using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Fluers.Sdk.CodeFixes.Fixing;

/// <summary>Sets the key of a member or the tag of a case.</summary>
/// <param name="key">What tells this action from others.</param>
/// <param name="title">What is done, name and number in their places.</param>
/// <param name="titleForAll">What is done to many.</param>
/// <param name="isRecorded">Whether the number is the one that is recorded, which others may be given as well; otherwise it is a free one.</param>
internal sealed class NumberAction(string key, string title, string titleForAll, bool isRecorded = false) : SyntaxAction
{
    public override string Key => key;

    public override string TitleForAll => titleForAll;

    protected override string? TitleOf(Target target) =>
        target.Number is { } number && NodeOf(target) is not null ? string.Format(title, target.Symbol!.Name, number) : null;

    protected override SyntaxNode? NodeOf(Target target)
    {
        AttributeData? attribute = target.Symbol switch
        {
            INamedTypeSymbol type => type.Find(KnownAttributes.Case),
            { } member => member.FindKey(),
            null => null,
        };
        return attribute?.ApplicationSyntaxReference?.GetSyntax(target.Cancellation);
    }

    protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target)
    {
        int number = isRecorded ? target.Number!.Value : target.TakeNumber(ScopeOf(target.Symbol!));
        editor.ReplaceNode(node, (current, _) => ((AttributeSyntax)current).WithFirst(Attributes.Literal(number)));
    }

    /// <summary>What numbers are unique in.</summary>
    private static ISymbol ScopeOf(ISymbol symbol) => symbol is INamedTypeSymbol type ? UnionParser.UnionOf(type) ?? type : symbol.ContainingType;
}
