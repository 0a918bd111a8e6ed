using System.Text.RegularExpressions;
using Fluers.Sdk.Agents;

namespace Fluers.Sdk.SupportAgent.Tests.Harness;

/// <summary>What the program prints, as the tests read it.</summary>
internal static partial class Transcript
{
    private const int LabelWidth = 9;

    /// <summary>The texts of the lines that have a label.</summary>
    public static string[] Labelled(IEnumerable<string> lines, string label) =>
        [.. lines.Where(line => line.StartsWith(label.PadRight(LabelWidth), StringComparison.Ordinal)).Select(line => line[LabelWidth..])];

    /// <summary>The steps that the program has acknowledged: the lines shown before each complete "saved" line.</summary>
    public static IReadOnlyList<Acknowledged> Acknowledgements(IEnumerable<string> lines)
    {
        var all = new List<Acknowledged>();
        var step = new List<string>();
        foreach (string line in lines)
        {
            if (SavedPattern.Match(line) is { Success: true } saved)
            {
                all.Add(new Acknowledged(int.Parse(saved.Groups[1].Value), string.Join('\n', step)));
                step.Clear();
            }
            else if (StepPattern.IsMatch(line))
            {
                step.Add(line);
            }
        }

        return all;
    }

    /// <summary>A step as the program shows it.</summary>
    public static string Shown(AgentEntry entry) => entry switch
    {
        AgentEntry.Message said => $"you      {said.Value.ToChatMessage().Text}",
        AgentEntry.Response response => string.Join('\n', response.Value.Messages.SelectMany(message => message.Contents).Select(content => content switch
        {
            StoredContent.Text text => $"agent    {text.Value}",
            StoredContent.FunctionCall call => $"call     {call.Name} {call.Arguments}",
            _ => throw new InvalidOperationException($"The offline model says no {content}."),
        })),
        AgentEntry.ToolStarted tool => $"runs     {tool.Name}",
        AgentEntry.ToolResult { Result: StoredContent.FunctionResult result } => $"result   {result.Value}",
        _ => throw new InvalidOperationException($"The offline conversation has no {entry}."),
    };

    [GeneratedRegex(@"^saved    revision (\d+) · wrote 1 entry.*, \d+ bytes?$")]
    public static partial Regex SavedPattern { get; }

    [GeneratedRegex("^(you|agent|call|runs|result) ")]
    private static partial Regex StepPattern { get; }
}

/// <summary>A step that the program has shown as saved.</summary>
/// <param name="Revision">The revision with it; each has one entry more than the one before.</param>
/// <param name="Shown">What was shown of it.</param>
internal sealed record Acknowledged(int Revision, string Shown);
