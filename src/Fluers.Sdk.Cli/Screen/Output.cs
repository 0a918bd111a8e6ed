using Fluers.Sdk.Cli.CommandLine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fluers.Sdk.Cli.Screen;

/// <summary>
/// Where the tool writes. A terminal gets colours and its own width; a pipe or a file gets plain lines of whatever length. Of stored text
/// everything is made visible, so that no session steers a terminal.
/// </summary>
internal static class Output
{
    private const int AnyWidth = 1 << 14;

    private static readonly bool HasNoColor = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };

    private static readonly Lazy<IAnsiConsole> Terminal = new(() => Open(Console.Out, HasNoColor));

    private static readonly Lazy<IAnsiConsole> ErrorTerminal = new(() => Open(Console.Error, HasNoColor));

    /// <summary>The terminal for what passes by, such as progress; <see langword="null"/> where nobody watches.</summary>
    public static IAnsiConsole? Watched => Surroundings.Current.IsErrorRedirected ? null : ErrorTerminal.Value;

    public static void Write(IRenderable content)
    {
        if (!Surroundings.Current.IsOutputRedirected)
        {
            Terminal.Value.Write(content);
            return;
        }

        var text = new StringWriter();
        IAnsiConsole plain = Open(text, hasNoColor: true);
        plain.Profile.Width = AnyWidth;
        plain.Profile.Capabilities.Ansi = false;
        plain.Write(content);
        foreach (string line in text.ToString().TrimEnd('\n').Split('\n'))
        {
            Surroundings.Current.Out.Write(line.TrimEnd() + "\n");
        }
    }

    /// <summary>Writes text that is for programs, as it is.</summary>
    public static void Raw(string text) => Surroundings.Current.Out.Write(text);

    /// <summary>Writes a line whose style is markup.</summary>
    public static void Line(string markup = "") => Write(new Markup(markup + "\n"));

    /// <summary>One sentence to those who watch, and to no program.</summary>
    public static void Complain(string sentence) => Surroundings.Current.Error.Write($"fluers: {Visible.Line(sentence)}\n");

    /// <summary>A table without lines, which reads as well through a pipe.</summary>
    public static Table Table(params ReadOnlySpan<string> columns)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (string column in columns)
        {
            // A column of numbers begins with '>'.
            bool isNumber = column.StartsWith('>');
            var cell = new TableColumn($"[dim]{Markup.Escape(isNumber ? column[1..] : column)}[/]") { Padding = new Padding(0, 0, 2, 0) };
            table.AddColumn(isNumber ? cell.RightAligned().NoWrap() : cell);
        }

        return table;
    }

    /// <summary>Text of others as markup that shows it, in one line.</summary>
    public static string Safe(string text) => Markup.Escape(Visible.Line(text));

    /// <summary>Text of others as markup that shows it, in as many lines as it has.</summary>
    public static string SafeLines(string text) => Markup.Escape(Visible.Text(text));

    private static IAnsiConsole Open(TextWriter writer, bool hasNoColor) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        ColorSystem = hasNoColor ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });
}
