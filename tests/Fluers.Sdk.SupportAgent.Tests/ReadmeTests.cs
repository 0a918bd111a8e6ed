using System.Text.RegularExpressions;
using Fluers.Sdk.SupportAgent.Tests.Harness;
using Fluers.Sdk.Testing.Shared;

namespace Fluers.Sdk.SupportAgent.Tests;

/// <summary>What the README says to type, and what it shows of the answer.</summary>
public sealed partial class ReadmeTests : Workplace
{
    [Fact]
    public async Task What_the_readme_shows_is_what_the_program_prints()
    {
        string readme = Repository.Read("README.md");
        string[] said = [.. Said().Matches(readme.Replace('\n', ' ')).Select(match => match.Groups["line"].Value)];
        Assert.Equal(2, said.Length);

        // A session's id is new each time, and where it leaves lines out it shows three dots.
        string[] shown = [.. Shown().Match(readme).Groups["lines"].Value.Split('\n').Where(line => line is not ("" or "…") && !line.StartsWith("session ", StringComparison.Ordinal))];
        Assert.True(shown.Length > 5);
        string[] printed = (await AgentProcess.RunAsync(Directory, string.Join('\n', said) + "\n")).Succeeded().Output.Split('\n');
        int at = -1;
        foreach (string line in shown)
        {
            at = Array.IndexOf(printed, line, at + 1);
            Assert.True(at >= 0, $"It does not print\n{line}\nbut\n{string.Join('\n', printed)}");
        }

        Assert.Contains($"{Regex.Match(shown[^1], "[0-9]+ bytes$").Value} at the thirteenth entry", readme.Replace('\n', ' '), StringComparison.Ordinal);
    }

    [GeneratedRegex("(Ask it|then say) `(?<line>[^`]+)`")]
    private static partial Regex Said();

    [GeneratedRegex("```text\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shown();
}
