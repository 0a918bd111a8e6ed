using System.Diagnostics;

namespace Fluers.Sdk.Cli.Tests.CommandLine;

/// <summary>What somebody sees who sits at a terminal: <c>script</c> gives the tool one.</summary>
public sealed class TerminalTests
{
    private const char Escape = '\u001b';
    private const string Green = "[38;5;";

    [Fact]
    public async Task A_terminal_gets_colours_progress_and_lines_of_its_own_width()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 3, "one", "two");

        string wide = await ShowAsync(columns: 200, noColor: false, store);
        string narrow = await ShowAsync(columns: 40, noColor: false, store);

        Assert.Contains(Escape + Green, wide, StringComparison.Ordinal);
        Assert.Contains("verifying", wide, StringComparison.Ordinal);
        Assert.Contains("2 sessions, 8 frames", wide, StringComparison.Ordinal);
        Assert.Contains("all would load.", wide[wide.IndexOf("2 sessions", StringComparison.Ordinal)..].Split('\n')[0], StringComparison.Ordinal);
        Assert.DoesNotContain("all would load.", narrow[narrow.IndexOf("2 sessions", StringComparison.Ordinal)..].Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task NO_COLOR_takes_the_colours()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 3, "one");

        string plain = await ShowAsync(columns: 200, noColor: true, store);

        Assert.DoesNotContain(Escape + Green, plain, StringComparison.Ordinal);
        Assert.Contains("all would load.", plain, StringComparison.Ordinal);
    }

    private static async Task<string> ShowAsync(int columns, bool noColor, Store store)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "script, of util-linux, gives the tool a terminal; it is not installed.");
        string command = $"stty cols {columns}; dotnet exec {Fluers.Assembly} sessions verify --store {store.Url} --schemas {store.Folder}";
        var start = new ProcessStartInfo("/usr/bin/script", ["-qec", command, "/dev/null"]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        if (noColor)
        {
            start.Environment["NO_COLOR"] = "1";
        }

        using Process terminal = Process.Start(start)!;
        terminal.StandardInput.Close();
        string shown = await terminal.StandardOutput.ReadToEndAsync();
        await terminal.WaitForExitAsync();
        Assert.Equal(0, terminal.ExitCode);
        return shown;
    }
}
