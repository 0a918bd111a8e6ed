using System.Text.RegularExpressions;
using SupportAgent;

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
                all.Add(new Acknowledged(long.Parse(saved.Groups[1].Value), int.Parse(saved.Groups[2].Value), string.Join('\n', step)));
                step.Clear();
            }
            else if (StepPattern.IsMatch(line))
            {
                step.Add(line);
            }
        }

        return all;
    }

    /// <summary>A message as the program shows it.</summary>
    public static string Shown(SupportMessage message) => string.Join('\n', message.Content.Select(block => block switch
    {
        ContentBlock.Text text => (message.Role == MessageRole.User ? "you      " : "agent    ") + text.Value,
        ContentBlock.ToolUse call => $"call     {call.Name} {call.Input.GetRawText()}",
        ContentBlock.ToolResult result => $"result   {result.Content.GetRawText()}",
        _ => throw new InvalidOperationException($"The offline conversation has no {block}."),
    }));

    [GeneratedRegex(@"^saved    revision (\d+) · (\d+) messages? · wrote .* bytes?$")]
    public static partial Regex SavedPattern { get; }

    [GeneratedRegex("^(you|agent|call|result) ")]
    private static partial Regex StepPattern { get; }
}

/// <summary>A step that the program has shown as saved.</summary>
/// <param name="Revision">The revision with it.</param>
/// <param name="Messages">The number of messages with it.</param>
/// <param name="Shown">What was shown of it.</param>
internal sealed record Acknowledged(long Revision, int Messages, string Shown);
