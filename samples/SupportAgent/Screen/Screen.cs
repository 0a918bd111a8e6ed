using System.Globalization;
using Fluers.Sdk;

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
    public void Message(SupportMessage message)
    {
        foreach (ContentBlock block in message.Content)
        {
            switch (block)
            {
                case ContentBlock.Text text when message.Role == MessageRole.User:
                    Line(Style.Cyan, "you", text.Value);
                    break;
                case ContentBlock.Text text:
                    Line(Style.Green, "agent", text.Value);
                    break;
                case ContentBlock.Reasoning thought:
                    Note("thought", thought.Value);
                    break;
                case ContentBlock.ToolUse call:
                    Line(Style.Yellow, "call", $"{call.Name} {call.Input.GetRawText()}");
                    break;
                case ContentBlock.ToolResult result:
                    Line(Style.Magenta, "result", result.Content.GetRawText());
                    break;
            }
        }
    }

    /// <summary>Shows that a commit is stored. Printed after the fact: whoever reads the line may rely on it.</summary>
    public void Saved(Session<SupportSession> session, CommitSize commit) => Note(
        "saved",
        string.Create(CultureInfo.InvariantCulture, $"revision {session.Revision} · {Count(session.State.Messages.Count, "message", "messages")}")
        + $" · wrote {Count(commit.Entries, "entry", "entries")}{(commit.Head ? " and the head" : "")}, {Count(commit.Bytes, "byte", "bytes")}");

    /// <summary>Asks for input at a terminal.</summary>
    public void Prompt() => Console.Write($"\n{Style.Cyan.Paint("you".PadRight(LabelWidth))}");

    private static void Line(Style style, string label, string text) =>
        Console.WriteLine(style.Paint(label.PadRight(LabelWidth)) + text.ReplaceLineEndings("\n" + new string(' ', LabelWidth)));
}
