using Fluers.Sdk.Generators.History;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Reviews a hop that someone wrote.</summary>
/// <param name="schema">The schema.</param>
/// <param name="hop">What the versions ask for.</param>
/// <param name="isUsed">Whether what was stored goes through it: builds of a version that is admitted share what they store as it is.</param>
/// <param name="model">What the names in it mean.</param>
/// <param name="method">The hop.</param>
/// <param name="report">Takes what is found.</param>
internal sealed class HopReview(HistoryHead schema, HopModel hop, bool isUsed, SemanticModel model, MethodDeclarationSyntax method, Action<Diagnostic> report)
{
    private const string Stub = "NotImplementedException";

    public void Review(CancellationToken cancellation)
    {
        HashSet<string> dropped = DroppedOnPurpose(cancellation);
        if (!hop.Gaps.Any() && !(isUsed && hop.Dropped.Count > 0) && AuthoredHop.Of(method) is { IsPlain: true })
        {
            report(Diagnostic.Create(HistoryDescriptors.NotNeeded, method.Identifier.GetLocation(),
                $"The hop from version {hop.From} of '{schema.Name}' to {hop.From + 1} says what would be generated without it; delete it"));
        }

        HashSet<string> mentioned = [.. method.DescendantNodes().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText)];
        foreach (string member in hop.Dropped.Where(member => isUsed && !dropped.Contains(member) && !mentioned.Contains(member.Substring(member.LastIndexOf('.') + 1))))
        {
            report(Diagnostic.Create(HistoryDescriptors.MemberDropped, method.Identifier.GetLocation(), HopHints.Of(schema, hop.From, member),
                $"'{member}' of version {hop.From} of '{schema.Name}' ends with version {hop.From + 1}, and this hop does not look at it; use it, or state [Drops(\"{member}\")]"));
        }

        foreach (InvocationExpressionSyntax call in method.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(IsHop))
        {
            ReportGaps(call);
        }

        foreach (ObjectCreationExpressionSyntax stub in method.DescendantNodes().OfType<ObjectCreationExpressionSyntax>().Where(IsThrownStub))
        {
            report(Diagnostic.Create(HistoryDescriptors.ThrowingStub, stub.GetLocation(),
                $"The hop from version {hop.From} of '{schema.Name}' throws {Stub}, so no session of that version would load; write what becomes of the value"));
        }
    }

    /// <summary>Whether a call makes the next version of a value.</summary>
    private bool IsHop(InvocationExpressionSyntax call) => HopCall.Makes(call, hop.From + 1);

    /// <summary>
    /// Names the gaps that a call leaves open. The compiler refuses it too, but of a call with functions in it, it may speak of
    /// nothing but those.
    /// </summary>
    private void ReportGaps(InvocationExpressionSyntax call)
    {
        HopParameter[] open = [.. HopCall.Of(call).OpenGaps(hop)];
        if (open.Length > 0)
        {
            report(Stable.Create(HistoryDescriptors.MissingHop, call.Expression.GetLocation(), DiagnosticSeverity.Error, HopHints.Of(schema, hop.From),
                $"The hop from version {hop.From} of '{schema.Name}' to {hop.From + 1} leaves gaps: {string.Join("; ", open.Select(gap => $"{gap.Name} {gap.Reason}"))}; give {(open.Length == 1 ? "it" : "them")} as named argument{(open.Length == 1 ? "" : "s")}"));
        }
    }

    private static bool IsThrownStub(ObjectCreationExpressionSyntax made) =>
        made.Parent is ThrowExpressionSyntax or ThrowStatementSyntax && made.Type.ToString().EndsWith(Stub, StringComparison.Ordinal);

    private HashSet<string> DroppedOnPurpose(CancellationToken cancellation) =>
    [
        .. AuthoredHop.DropsOf(method)
            .SelectMany(attribute => attribute.ArgumentList?.Arguments.Select(argument => argument.Expression) ?? [])
            .SelectMany(expression => expression.DescendantNodesAndSelf().OfType<ExpressionSyntax>())
            .Select(expression => model.GetConstantValue(expression, cancellation).Value as string)
            .OfType<string>(),
    ];
}
