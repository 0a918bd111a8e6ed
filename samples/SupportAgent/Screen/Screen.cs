using System.Globalization;
using Fluers.Sdk.Agents;

namespace SupportAgent;

/// <summary>What the program shows: plain lines with a label before each, in colour where the terminal has it.</summary>
internal sealed class Screen
{
    private const int LabelWidth = 9;

    /// <summary>Whether a person types the input, and so sees it already.</summary>
    public bool IsTerminal { get; } = !Console.IsInputRedirected;

    /// <summary>Such as <c>1 message</c> and <c>2 messages</c>.</summary>
    public static string Count(long number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many)}");

    /// <summary>Shows a heading.</summary>
    public void Heading(string text) => Console.WriteLine($"\n{Style.Bold.Paint($"— {text} {new string('—', Math.Max(3, 72 - text.Length))}")}\n");

    /// <summary>Shows a remark of the program's own.</summary>
    public void Note(string label, string text) => Line(Style.Dim, label, Style.Dim.Paint(text));

    /// <summary>Shows what was said, called or answered.</summary>
    public void Step(AgentEntry entry)
    {
        switch (entry)
        {
            case AgentEntry.Message { Value.Role: "user" } said when !IsTerminal:
                Line(Style.Cyan, "you", said.Value.ToChatMessage().Text);
                break;
            case AgentEntry.Response response:
                foreach (StoredContent content in response.Value.Messages.SelectMany(message => message.Contents))
                {
                    Content(content);
                }

                break;
            case AgentEntry.ToolStarted tool:
                Note("runs", tool.Name);
                break;
            case AgentEntry.ToolResult { Result: StoredContent.FunctionResult result }:
                Line(Style.Magenta, "result", result.Value is { } json ? json.GetRawText() : result.PlainText ?? "");
                break;
        }
    }

    /// <summary>Shows that a commit is stored. Printed after the fact: whoever reads the line may rely on it.</summary>
    public void Saved(Saved saved) => Note(
        "saved",
        string.Create(CultureInfo.InvariantCulture, $"revision {saved.Revision} · wrote {Count(saved.Entries.Count, "entry", "entries")}{(saved.Head ? " and the head" : "")}, {Count(saved.Bytes, "byte", "bytes")}"));

    /// <summary>Asks for input at a terminal.</summary>
    public void Prompt() => Console.Write($"\n{Style.Cyan.Paint("you".PadRight(LabelWidth))}");

    private void Content(StoredContent content)
    {
        switch (content)
        {
            case StoredContent.Text { Value.Length: > 0 } text:
                Line(Style.Green, "agent", text.Value);
                break;
            case StoredContent.Reasoning thought:
                Note("thought", thought.Value);
                break;
            case StoredContent.FunctionCall call:
                Line(Style.Yellow, "call", $"{call.Name} {call.Arguments?.GetRawText()}");
                break;
        }
    }

    private static void Line(Style style, string label, string text) =>
        Console.WriteLine(style.Paint(label.PadRight(LabelWidth)) + text.ReplaceLineEndings("\n" + new string(' ', LabelWidth)));
}
