using System.Text.RegularExpressions;

namespace Fluers.Sdk.Build.Tests;

/// <summary>Plays the guides, and the tour of the README: writes each file, runs each command, and finds each line of output that they show.</summary>
public sealed partial class GuideTests
{
    [Theory]
    [InlineData("README", 5)]
    [InlineData("docs/guide/getting-started", 4)]
    [InlineData("docs/guide/evolving-a-schema", 9)]
    [InlineData("docs/guide/unions", 4)]
    public async Task What_a_guide_shows_is_what_happens(string name, int shown)
    {
        string guide = File.ReadAllText(Path.Combine(ConsumerProject.Root, $"{name}.md"));
        using var project = new ConsumerProject(source: null, withSqlite: true);
        int commands = 0;
        foreach (Match block in Block().Matches(guide))
        {
            string text = block.Groups["text"].Value;
            switch (block.Groups["language"].Value)
            {
                case "cs":
                case "csharp" when NameOfFile().IsMatch(text):
                    string[] file = text.Split('\n', 2);
                    project.Write(file[0]["// ".Length..], file[1]);
                    break;
                case "xml":
                    string[] settings = text.Split('\n', 2);
                    project.Write(settings[0]["<!-- ".Length..^" -->".Length], settings[1]);
                    break;
                case "json":
                    Assert.Equal(text, project.Lock("note"));
                    break;
                case "console":
                    commands += (await Play.OnAsync(project, text)).Count;
                    break;
            }
        }

        Assert.Equal(shown, commands);
    }

    [GeneratedRegex("^```(?<language>cs|csharp|json|xml|console)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^// \w+\.cs\n")]
    private static partial Regex NameOfFile();
}
