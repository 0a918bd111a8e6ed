using System.Text;
using System.Text.RegularExpressions;

namespace Fluers.Sdk.Cli.Tests;

/// <summary>
/// What docs/cli shows is what the tool writes. Each page is played from its top in a folder of its own, which has two stores of the support
/// agent's releases, its locks, and a build of it. With <c>VERIFY_ACCEPT=1</c> in the environment the pages take what is written.
/// </summary>
public sealed partial class DocumentedCommands
{
    private static readonly string Pages = Fluers.Folder("docs/cli");

    public static TheoryData<string> All => [.. Directory.GetFiles(Pages, "*.md").Select(page => Path.GetFileName(page)).Order(StringComparer.Ordinal)];

    [GeneratedRegex("(?<=^```console\n).*?(?=^```$)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block { get; }

    // What no two runs have in common: ids that are made, and times.
    [GeneratedRegex(@"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d( \d\d:\d\d:\d\dZ|T[0-9:.]+\+00:00)|(?<=""month"": "")\d{4}-\d\d")]
    private static partial Regex Fresh { get; }

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_a_page_shows_is_what_the_tool_writes(string page)
    {
        string file = Path.Combine(Pages, page);
        string text = await File.ReadAllTextAsync(file);
        string folder = SetUp();
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
    public async Task Every_command_has_its_place_in_the_pages()
    {
        string pages = string.Concat(Directory.GetFiles(Pages, "*.md").Select(File.ReadAllText));

        foreach (string group in (string[])["sessions", "schema"])
        {
            string help = (await Fluers.RunAsync(group, "--help")).Good();
            string[] commands = [.. help[help.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n').Skip(1).Select(line => line.Trim().Split(' ')[0]).Where(name => name.Length > 0)];
            Assert.NotEmpty(commands);
            Assert.All(commands, command => Assert.Contains($"$ fluers {group} {command}", pages, StringComparison.Ordinal));
        }

        Assert.Contains("$ fluers migrate", pages, StringComparison.Ordinal);
        Assert.Contains("$ fluers completion", pages, StringComparison.Ordinal);
    }

    private static async Task<string> PlayAsync(string folder, string block)
    {
        var played = new StringBuilder();
        int exit = 0;
        foreach (string line in block.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)))
        {
            played.Append(line).Append('\n');
            if (line == "$ echo $?")
            {
                played.Append(exit).Append('\n');
                continue;
            }

            string[] words = line.Split(' ');
            Assert.Equal("fluers", words[1]);
            Ran ran = await Fluers.RunInAsync(folder, words[2..]);
            played.Append(ran.Output).Append(ran.Errors);
            exit = ran.Exit;
        }

        return played.ToString();
    }

    private static string SetUp()
    {
        string folder = Directory.CreateTempSubdirectory("fluers-docs-").FullName;
        string releases = Fluers.Folder("samples/SupportAgent.Releases");
        File.Copy(Path.Combine(releases, "release-1.db"), Path.Combine(folder, "release-1.db"));
        File.Copy(Path.Combine(releases, "release-2.db"), Path.Combine(folder, "release-2.db"));
        CopyLocks(Fluers.Folder("samples/SupportAgent/schemas"), Path.Combine(folder, "schemas"));
        CopyLocks(Path.Combine(releases, "Release1", "schemas"), Path.Combine(folder, ".older"));
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
