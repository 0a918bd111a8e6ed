using System.Text.RegularExpressions;

namespace Fluers.Sdk.Build.Tests;

/// <summary>Plays the guide: writes each file, runs each command, and finds each line of output that the guide shows.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public async Task What_the_guide_shows_is_what_happens()
    {
        string guide = File.ReadAllText(Path.Combine(ConsumerProject.Root, "docs", "guide", "evolving-a-schema.md"));
        using var project = new ConsumerProject(source: null, withSqlite: true);
        int commands = 0;
        foreach (Match block in Block().Matches(guide))
        {
            string text = block.Groups["text"].Value;
            switch (block.Groups["language"].Value)
            {
                case "cs":
                    string[] file = text.Split('\n', 2);
                    project.Write(file[0]["// ".Length..], file[1]);
                    break;
                case "json":
                    Assert.Equal(text, project.Lock("note"));
                    break;
                case "console":
                    foreach (string step in text.Split("$ dotnet ", StringSplitOptions.RemoveEmptyEntries))
                    {
                        commands++;
                        await PlayAsync(project, step.TrimEnd('\n').Split('\n'));
                    }

                    break;
            }
        }

        Assert.Equal(9, commands);
    }

    /// <summary>Runs a command and looks for the lines that it is said to print, in their order.</summary>
    private static async Task PlayAsync(ConsumerProject project, string[] step)
    {
        (bool succeeded, string output) = await project.RunAsync(step[0].Split(' '));
        string[] lines = [.. output.Split('\n').Select(line => project.Plain(line.Trim()))];
        int at = -1;
        foreach (string expected in step[1..])
        {
            at = Array.FindIndex(lines, at + 1, line => line == expected);
            Assert.True(at >= 0, $"dotnet {step[0]} does not print\n{expected}\nbut\n{string.Join('\n', lines)}");
        }

        Assert.Equal(!step.Any(line => line.Contains(": error ", StringComparison.Ordinal)), succeeded);
    }

    [GeneratedRegex("^```(?<language>cs|json|console)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
