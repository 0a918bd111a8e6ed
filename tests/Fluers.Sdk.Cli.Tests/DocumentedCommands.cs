using System.CommandLine;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Fluers.Sdk.Cli.Tests;

/// <summary>
/// What docs/cli shows is what the tool writes. Each page is played from its top in a folder of its own, which has two stores of the support
/// agent's releases, its locks, and a build of it. A line <c>^C</c> in a page stops what runs once it has written what stands above. With
/// <c>VERIFY_ACCEPT=1</c> in the environment the pages take what is written.
/// </summary>
public sealed partial class DocumentedCommands
{
    private const string CtrlC = "^C";

    private static readonly string Pages = Fluers.Folder("docs/cli");

    private static readonly string Locks = Fluers.Folder("samples/SupportAgent/schemas");

    private static readonly string OldLocks = Fluers.Folder("samples/SupportAgent.Releases/Release1/schemas");

    // For what a page shows and the tool does not write; the comparison fails then.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static TheoryData<string> All => [.. Directory.GetFiles(Pages, "*.md").Select(page => Path.GetFileName(page)).Order(StringComparer.Ordinal)];

    [GeneratedRegex("(?<=^```console\n).*?(?=^```$)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block { get; }

    // What no two runs have in common: ids that are made, times, and the month that stats begins a line with.
    [GeneratedRegex(@"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d( \d\d:\d\d:\d\dZ|T[0-9:.]+\+00:00)|^\d{4}-\d\d(?= )", RegexOptions.Multiline)]
    private static partial Regex Fresh { get; }

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_a_page_shows_is_what_the_tool_writes(string page)
    {
        string file = Path.Combine(Pages, page);
        string text = await File.ReadAllTextAsync(file);
        string folder = SetUp();
        if (text.Contains("--against", StringComparison.Ordinal))
        {
            MakeRepository(folder);
        }

        var played = new StringBuilder();
        int end = 0;
        foreach (Match block in Block.Matches(text))
        {
            played.Append(text, end, block.Index - end).Append(await PlayAsync(folder, block.Value));
            end = block.Index + block.Length;
        }

        played.Append(text, end, text.Length - end);
        Directory.Delete(folder, recursive: true);
        if (Environment.GetEnvironmentVariable("VERIFY_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(file, played.ToString());
        }
        else
        {
            Assert.Equal(Masked(text), Masked(played.ToString()));
        }
    }

    [Fact]
    public async Task Every_command_has_a_page_with_an_example_and_its_help()
    {
        string index = await File.ReadAllTextAsync(Path.Combine(Pages, "README.md"));
        string[] commands = ["migrate", "completion", .. await CommandsAsync("sessions"), .. await CommandsAsync("schema")];

        Assert.All(commands, command =>
        {
            string page = command.Replace(' ', '-') + ".md";
            string text = File.ReadAllText(Path.Combine(Pages, page));
            Assert.Contains($"]({page})", index, StringComparison.Ordinal);
            Assert.StartsWith($"# fluers {command}\n", text, StringComparison.Ordinal);
            Assert.Contains($"$ fluers {command} --help\n", text, StringComparison.Ordinal);
            Assert.InRange(text.Split($"$ fluers {command}").Length - 1, 2, int.MaxValue);
        });
        Assert.Equal(commands.Length + 1, Directory.GetFiles(Pages).Length);
    }

    private static async Task<string[]> CommandsAsync(string group)
    {
        string help = (await Fluers.RunAsync(group, "--help")).Good();
        string[] lines = help[help.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n')[1..];
        return [.. lines.Select(line => line.Trim().Split(' ')[0]).Where(name => name.Length > 0).Select(name => $"{group} {name}")];
    }

    private static async Task<string> PlayAsync(string folder, string block)
    {
        var played = new StringBuilder();
        int exit = 0;
        string[] lines = block.Split('\n')[..^1];
        for (int i = 0; i < lines.Length;)
        {
            string line = lines[i];
            int end = Array.FindIndex(lines, i + 1, next => next.StartsWith("$ ", StringComparison.Ordinal));
            string[] shown = lines[(i + 1)..(end < 0 ? lines.Length : end)];
            i += 1 + shown.Length;
            played.Append(line).Append('\n');
            if (line == "$ echo $?")
            {
                played.Append(exit).Append('\n');
                continue;
            }

            string[] words = line.Split(' ');
            Assert.Equal("fluers", words[1]);
            int stop = Array.IndexOf(shown, CtrlC);
            Ran ran = stop < 0 ? await Fluers.RunInAsync(folder, words[2..]) : await StopAsync(folder, words[2..], stop);
            // Help names the program that the tool is in.
            played.Append(ran.Output.Replace($"  {RootCommand.ExecutableName} ", "  fluers ", StringComparison.Ordinal)).Append(ran.Errors);
            exit = ran.Exit;
        }

        return played.ToString();
    }

    /// <summary>Runs a command that goes on until Ctrl-C, which it gets when it has written as many lines as the page shows.</summary>
    private static async Task<Ran> StopAsync(string folder, string[] arguments, int lines)
    {
        using Process process = Fluers.Start(folder, [], arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        var output = new StringBuilder();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            for (int i = 0; i < lines && await process.StandardOutput.ReadLineAsync(patience.Token) is { } line; i++)
            {
                output.Append(line).Append('\n');
            }
        }
        catch (OperationCanceledException)
        {
            // It is compared as it is.
        }

        process.CtrlC();
        output.Append(CtrlC).Append('\n').Append(await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Ran(process.ExitCode, Encoding.UTF8.GetBytes(output.ToString()), await errors);
    }

    /// <summary>A repository with the locks of the first release and of today, each with a tag.</summary>
    private static void MakeRepository(string folder)
    {
        string schemas = Path.Combine(folder, "schemas");
        Git.Run(folder, "init", "--quiet");
        foreach ((string locks, string tag) in ((string, string)[])[(OldLocks, "release-1"), (Locks, "today")])
        {
            Directory.Delete(schemas, recursive: true);
            CopyLocks(locks, schemas);
            Git.Commit(folder, "schemas");
            Git.Run(folder, "tag", tag);
        }
    }

    private static string SetUp()
    {
        string folder = Directory.CreateTempSubdirectory("fluers-docs-").FullName;
        string releases = Fluers.Folder("samples/SupportAgent.Releases");
        File.Copy(Path.Combine(releases, "release-1.db"), Path.Combine(folder, "release-1.db"));
        File.Copy(Path.Combine(releases, "release-2.db"), Path.Combine(folder, "release-2.db"));
        CopyLocks(Locks, Path.Combine(folder, "schemas"));
        CopyLocks(OldLocks, Path.Combine(folder, ".older"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "app"), Path.GetDirectoryName(Fluers.AssemblyOf("samples/SupportAgent", "SupportAgent"))!);
        return folder;
    }

    private static void CopyLocks(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from, "*.schema.json"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static string Masked(string text) => Fresh.Replace(text, "…");
}
