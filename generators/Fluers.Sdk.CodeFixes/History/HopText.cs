using Fluers.Sdk.Generators.History;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.CodeFixes.History;

/// <summary>Prints a hop as its author would begin it.</summary>
/// <param name="head">What its history is called.</param>
/// <param name="schema">The schema's type.</param>
/// <param name="hop">The hop.</param>
/// <param name="endOfLine">How lines end where it is written.</param>
internal sealed class HopText(HistoryHead head, INamedTypeSymbol schema, PlannedHop hop, string endOfLine)
{
    /// <summary>The method.</summary>
    /// <param name="drops">The members that end with it on purpose.</param>
    public string Of(IReadOnlyList<string> drops)
    {
        int to = hop.Model.From + 1;
        string own = Letter(schema.Name);
        string[] gaps = [.. hop.Model.Gaps.Select(gap => $"{gap.Name}: {ValueOf(gap, own)}")];
        string arguments = gaps.Length > 1 ? $"{endOfLine}        {string.Join($",{endOfLine}        ", gaps)}" : string.Concat(gaps);
        string attribute = drops.Count == 0 ? "" : $"    [global::Fluers.Sdk.Drops({string.Join(", ", drops.Select(member => $"\"{member}\""))})]{endOfLine}";
        return $"{attribute}    public static partial V{to}.{hop.To.Names.TypeName("")} Up(V{hop.Model.From}.{hop.From.Names.TypeName("")} {own}) => {own}.ToV{to}({arguments});{endOfLine}";
    }

    /// <summary>How lines end in the file of a node.</summary>
    public static string EndOfLineOf(SyntaxNode node)
    {
        SyntaxTrivia end = node.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return end.RawKind == 0 ? "\n" : end.ToString();
    }

    /// <summary>The value of a gap as far as it is known.</summary>
    public string ValueOf(HopParameter gap, string own)
    {
        var conversions = new KnownConversions(hop.To);
        if (gap.Of is not { } type)
        {
            return Inside(conversions.Of(gap.Origin, own));
        }

        string argument = Letter(type.Substring(type.LastIndexOf('.') + 1));
        argument = argument == own ? argument + argument : argument;
        return $"{argument} => {Inside(conversions.Of(gap.Origin, argument))}";
    }

    /// <summary>The versions as the class that holds them names them.</summary>
    private string Inside(string code) => code.Replace($"{head.FullClassName}.", "");

    /// <summary>A short name for a value of a type.</summary>
    private static string Letter(string type) => char.ToLowerInvariant(type.TrimStart('@', '_') is { Length: > 0 } name && char.IsLetter(name[0]) ? name[0] : 'v').ToString();
}
