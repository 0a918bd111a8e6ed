using Fluers.Sdk.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Fluers.Sdk.CodeFixes.Members;

/// <summary>Gives a member one more attribute.</summary>
internal abstract class AttributeAction : SyntaxAction
{
    protected abstract AttributeSyntax Attribute(Target target, int position);

    protected override SyntaxNode? NodeOf(Target target) => MemberSyntax.Of(target);

    protected override void Edit(DocumentEditor editor, SyntaxNode node, Target target)
    {
        AttributeSyntax attribute = Attribute(target, node.SpanStart);
        bool onOwnLine = Attributes.AreOnOwnLines(node);
        editor.ReplaceNode(node, (current, _) => current.WithAttribute(attribute, onOwnLine));
    }
}
