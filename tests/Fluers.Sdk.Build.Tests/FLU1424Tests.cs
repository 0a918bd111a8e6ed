using System.Text.RegularExpressions;

namespace Fluers.Sdk.Build.Tests;

/// <summary>The diagnostic that only the build can report, and its page.</summary>
public sealed partial class FLU1424Tests
{
    private const string Note = "[SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);";
    private const string Report = "schemas/note.schema.json : {0} FLU1424: Version 1 of schema 'note' is a draft; publish it with dotnet build -t:PublishSchemas and commit the lock before anyone stores sessions of it";

    private static readonly string Page = File.ReadAllText(Path.Combine(ConsumerProject.Root, "docs", "diagnostics", "FLU1424.md"));

    [Fact]
    public async Task Reports_what_its_page_shows_and_accepts_what_comes_after()
    {
        using var project = new ConsumerProject(source: null);
        foreach (Match block in Block().Matches(Page))
        {
            if (block.Groups["purpose"].Value == "cs before")
            {
                project.Write("Note.cs", block.Groups["text"].Value);
            }
            else
            {
                string console = block.Groups["text"].Value;
                string all = string.Concat(await Play.OnAsync(project, console));
                Assert.Equal(console.Contains("FLU1424", StringComparison.Ordinal), all.Contains("FLU1424", StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("pack")]
    [InlineData("publish")]
    public async Task Reports_a_draft_as_an_error_where_locks_are_only_compared(string command)
    {
        using var project = new ConsumerProject(Note);
        Assert.True((await project.BuildAsync()).Succeeded);
        (bool succeeded, string text) = await project.BuildAsync(command, "-p:FluersLockMode=locked");
        Assert.False(succeeded);
        Assert.Contains(text.Split('\n'), line => project.Plain(line.Trim()) == Report.Replace("{0}", "error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reports_a_draft_of_a_project_that_an_app_brings_along()
    {
        using var project = new ConsumerProject("public static class Program;");
        string file = project.Read("Consumer.csproj");
        project.Write("../models/Models.csproj", file);
        project.Write("../models/Note.cs", $"using Fluers.Sdk; using MessagePack;\n{Note}");
        project.Write("Consumer.csproj", file.Replace("<ItemGroup>", "<ItemGroup><ProjectReference Include=\"../models/Models.csproj\" />", StringComparison.Ordinal));
        Assert.True((await project.BuildAsync()).Succeeded);

        (bool succeeded, string text) = await project.BuildAsync("publish");
        Assert.True(succeeded, text);
        Assert.Contains("note.schema.json : warning FLU1424: Version 1 of schema 'note' is a draft", text, StringComparison.Ordinal);
        (succeeded, text) = await project.BuildAsync("publish", "-p:FluersLockMode=locked");
        Assert.False(succeeded, text);
        Assert.Contains("note.schema.json : error FLU1424: Version 1 of schema 'note' is a draft", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-p:NoWarn=FLU1424")]
    [InlineData("-p:FluersLockMode=off")]
    public async Task Accepts_a_draft_that_somebody_delivers_knowingly(string property)
    {
        using var project = new ConsumerProject(Note);
        Assert.True((await project.BuildAsync()).Succeeded);
        (bool succeeded, string text) = await project.BuildAsync("publish", property);
        Assert.True(succeeded, text);
        Assert.DoesNotContain("FLU1424", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accepts_a_build_that_goes_nowhere()
    {
        using var project = new ConsumerProject(Note);
        (bool succeeded, string text) = await project.BuildAsync();
        Assert.True(succeeded);
        Assert.DoesNotContain("FLU1424", text, StringComparison.Ordinal);
    }

    [GeneratedRegex("^```(?<purpose>cs before|console)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
