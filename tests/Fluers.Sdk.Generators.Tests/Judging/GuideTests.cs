using System.Text.RegularExpressions;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Judging;

/// <summary>The table that people read is the one that the judge has.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public void The_guide_tells_of_each_change_what_the_judge_does()
    {
        string guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide", "evolving-a-schema.md"));
        Assert.Equal(
            Enum.GetValues<Change>().Select(change => $"{change} | {Text(Rules.Of(change))} | {ChangeText.IdOf(change)}"),
            Row().Matches(guide).Select(row => $"{row.Groups["change"].Value} | {row.Groups["rule"].Value}"));
    }

    private static string Text(Rule rule) => $"{Text(rule.OldData)} | {Text(rule.OldCode)} | {rule.Placement switch
    {
        Placement.Anywhere => "anywhere",
        Placement.Raise => "next version",
        Placement.Gap => "next version, with a value in the migration",
        _ => "never",
    }}";

    private static string Text(Verdict verdict) => verdict switch
    {
        Verdict.Safe => "safe",
        Verdict.SafeThroughHop => "safe through the migration",
        _ => "breaking",
    };

    [GeneratedRegex(@"^\| (?<change>[A-Z][A-Za-z]+)(:[^|]*)? \| (?<rule>.* FLU[0-9]{4}) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
