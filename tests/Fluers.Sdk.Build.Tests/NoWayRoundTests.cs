namespace Fluers.Sdk.Build.Tests;

/// <summary>The check holds however a project is built.</summary>
public sealed class NoWayRoundTests
{
    private const string Note = """
        [SessionSchema(1)]
        public sealed partial record Note
        {
            [Key(0)] public required string Name { get; init; }
            [Key(1)] public required string Card { get; init; }
        }
        """;

    private static readonly string Swapped = Note.Replace("Key(0)", "Key(2)", StringComparison.Ordinal).Replace("Key(1)", "Key(0)", StringComparison.Ordinal).Replace("Key(2)", "Key(1)", StringComparison.Ordinal);

    [Fact]
    public async Task Swapped_keys_do_not_build_whatever_is_switched_off()
    {
        using var project = new ConsumerProject(Note);
        (bool succeeded, string text) = await project.BuildAsync("-t:PublishSchemas");
        Assert.True(succeeded, text);
        string published = project.Lock("note");

        project.Source = Swapped;
        await IsRefused();
        await IsRefused("-p:RunAnalyzers=false");
        await IsRefused("-p:RunAnalyzersDuringBuild=false", "-p:FluersLockMode=locked");
        project.Write(".editorconfig", "[*.cs]\ngenerated_code = true\ndotnet_diagnostic.FLU1407.severity = none\n");
        await IsRefused("-p:NoWarn=FLU1407");
        Assert.Equal(published, project.Lock("note"));

        async Task IsRefused(params string[] arguments)
        {
            (bool succeeded, string text) = await project.BuildAsync(arguments);
            Assert.False(succeeded, text);
            Assert.Equal(2, text.Split('\n').Where(line => line.Contains("error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct().Count());
            Assert.Contains("Code.cs(5,37): error FLU1407: 'Note.Name' has another key", text, StringComparison.Ordinal);
            Assert.Contains("Code.cs(6,37): error FLU1407: 'Note.Card' has another key", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_was_silenced_is_refused_by_the_build_itself()
    {
        using var project = new ConsumerProject(Note);
        (bool succeeded, string text) = await project.BuildAsync("-t:PublishSchemas");
        Assert.True(succeeded, text);
        string published = project.Lock("note");

        project.Source = Note.Replace("string Card", "string? Card", StringComparison.Ordinal);
        (succeeded, text) = await project.BuildAsync("-p:NoWarn=FLU1410");
        Assert.False(succeeded, text);
        Assert.Contains("note.schema.json : error FLU1410: 'note.Card' may be null, which older builds refuse", text, StringComparison.Ordinal);
        (succeeded, text) = await project.BuildAsync("-p:NoWarn=FLU1410", "-p:FluersLockMode=locked");
        Assert.False(succeeded, text);
        Assert.Contains("note.schema.json : error FLU1410", text, StringComparison.Ordinal);
        Assert.Equal(published, project.Lock("note"));
    }

    [Fact]
    public async Task A_lock_that_is_gone_or_lost_versions_is_seen_by_a_build_that_has_nothing_to_compile()
    {
        using var project = new ConsumerProject(Note);
        (bool succeeded, string text) = await project.BuildAsync();
        Assert.True(succeeded, text);
        project.Source = Note.Replace("Schema(1)", "Schema(2)", StringComparison.Ordinal);
        (succeeded, text) = await project.BuildAsync();
        Assert.True(succeeded, text);
        (succeeded, text) = await project.BuildAsync();
        Assert.True(succeeded, text);
        string both = project.Lock("note");

        File.Delete(project.LockPath("note"));
        (succeeded, text) = await project.BuildAsync();
        Assert.False(succeeded, text);
        Assert.Contains("error FLU1007: 'Note' reads version 1 at the oldest, but its lock, which alone knows what was before version 2, is not there; restore note.schema.json from version control", text, StringComparison.Ordinal);
        Assert.False(File.Exists(project.LockPath("note")));

        // As a tool leaves it that keeps the times of what it copies.
        int second = both.IndexOf("    {\n      \"version\": 2", StringComparison.Ordinal);
        int first = both.IndexOf("    {\n      \"version\": 1", StringComparison.Ordinal);
        project.Write("schemas/note.schema.json", both.Remove(first, second - first));
        File.SetLastWriteTimeUtc(project.LockPath("note"), DateTime.UtcNow.AddYears(-1));
        (succeeded, text) = await project.BuildAsync();
        Assert.False(succeeded, text);
        Assert.Contains("error FLU1007: 'Note' reads version 1 at the oldest, but version 2 is the oldest that is recorded", text, StringComparison.Ordinal);

        project.Write("schemas/note.schema.json", both);
        (succeeded, text) = await project.BuildAsync();
        Assert.True(succeeded, text);
        Assert.Equal(both, project.Lock("note"));
    }

    [Theory]
    [InlineData("CI", "true", "locked")]
    [InlineData("CI", "1", "locked")]
    [InlineData("CI", "false", "update")]
    [InlineData("TF_BUILD", "True", "locked")]
    [InlineData("GITHUB_ACTIONS", "true", "locked")]
    [InlineData("TEAMCITY_VERSION", "2026.2", "locked")]
    [InlineData("SHELL", "/bin/sh", "update")]
    public async Task A_build_server_is_known_by_the_variables_that_it_sets(string variable, string value, string mode)
    {
        using var project = new ConsumerProject(Note);
        project.Variables[variable] = value;
        Assert.Equal(mode, await PropertyAsync(project, "FluersLockMode"));
    }

    [Fact]
    public async Task A_project_may_say_what_its_build_is()
    {
        using var project = new ConsumerProject(Note);
        project.Variables["CI"] = "true";
        Assert.Equal("update", await PropertyAsync(project, "FluersLockMode", "-p:ContinuousIntegrationBuild=false"));
        Assert.Equal("off", await PropertyAsync(project, "FluersLockMode", "-p:FluersLockMode=OFF"), ignoreCase: true);
        Assert.Equal("false", await PropertyAsync(project, "FileBasedProgramCanSkipMSBuild"));
    }

    [Theory]
    [InlineData("-p:MSBuildTreatWarningsAsErrors=true")]
    [InlineData("-warnaserror")]
    public async Task What_the_first_build_puts_right_does_not_stop_it(string strictness)
    {
        using var project = new ConsumerProject(Note);
        (bool succeeded, string text) = await project.BuildAsync(strictness);
        Assert.True(succeeded, text);
        Assert.True(project.HasLocks);
    }

    [Fact]
    public async Task Projects_may_keep_their_locks_in_one_folder()
    {
        using var project = new ConsumerProject("[SessionSchema(1)] public sealed partial record TypeA([property: Key(0)] int X);");
        project.Write("../Directory.Build.props", "<Project><PropertyGroup><FluersLockFolder>$(MSBuildThisFileDirectory)locks</FluersLockFolder></PropertyGroup></Project>");
        project.Write("../other/Other.csproj", project.Read("Consumer.csproj"));
        project.Write("../other/Code.cs", "[Fluers.Sdk.SessionSchema(1)] public sealed partial record TypeB([property: MessagePack.Key(0)] int X);");
        foreach (string mode in (string[])["update", "locked"])
        {
            (bool succeeded, string text) = await project.BuildAsync($"-p:FluersLockMode={mode}");
            Assert.True(succeeded, text);
            (bool others, string said) = await project.RunAsync("build", "../other/Other.csproj", $"-p:FluersLockMode={mode}");
            Assert.True(others, said);
            Assert.DoesNotMatch("FLU1423|FLU1003", text + said);
        }

        Assert.Equal(["type-a.schema.json", "type-b.schema.json"], Directory.EnumerateFiles(project.At("../locks")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.False(project.HasLocks);
    }

    [Fact]
    public async Task A_raise_is_put_right_where_all_warnings_are_errors()
    {
        using var project = new ConsumerProject(Note);
        (bool succeeded, string text) = await project.BuildAsync("-warnaserror");
        Assert.True(succeeded, text);
        project.Source = Note.Replace("Schema(1)", "Schema(2)", StringComparison.Ordinal).Replace("required string Card", "string? Card", StringComparison.Ordinal);
        (succeeded, text) = await project.BuildAsync("-warnaserror", "-p:MSBuildTreatWarningsAsErrors=true");
        Assert.True(succeeded, text);
        Assert.Contains("\"version\": 2", project.Lock("note"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_that_joined_a_published_version_with_a_changed_draft_does_not_build()
    {
        using var project = new ConsumerProject(Note);
        (bool succeeded, string text) = await project.BuildAsync("-t:PublishSchemas");
        Assert.True(succeeded, text);

        project.Source = Swapped;
        string published = project.Lock("note");
        string merged = published.Replace("\"key\": 0", "\"key\": 2", StringComparison.Ordinal).Replace("\"key\": 1", "\"key\": 0", StringComparison.Ordinal).Replace("\"key\": 2", "\"key\": 1", StringComparison.Ordinal);
        project.Write("schemas/note.schema.json", merged);
        (succeeded, text) = await project.BuildAsync("-p:RunAnalyzers=false");
        Assert.False(succeeded, text);
        Assert.Contains("error FLU1422: The lock of 'Note' cannot be read, note.schema.json line 4: version 1 is published, and it is not what was published", text, StringComparison.Ordinal);
        Assert.Equal(merged, project.Lock("note"));
    }

    [Fact]
    public async Task A_compiler_that_is_only_asked_for_its_arguments_leaves_locks_alone()
    {
        using var project = new ConsumerProject(Note);
        (bool succeeded, string text) = await project.BuildAsync("-t:Compile", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true");
        Assert.True(succeeded, text);
        Assert.False(project.HasLocks);
    }

    [Fact]
    public async Task Locks_are_not_delivered_with_a_web_app()
    {
        using var project = new ConsumerProject(Note);
        project.Write("Consumer.csproj", project.Read("Consumer.csproj").Replace("Sdk=\"Microsoft.NET.Sdk\"", "Sdk=\"Microsoft.NET.Sdk.Web\"", StringComparison.Ordinal));
        project.Write("schemas/note.schema.json", "{}");
        project.Write("app.json", "{}");
        (bool succeeded, string text) = await project.RunAsync("msbuild", "-getItem:Content");
        Assert.True(succeeded, text);
        string[] items = text.Split("\"Identity\": ");
        Assert.Contains("\"CopyToPublishDirectory\": \"Never\"", items.Single(item => item.StartsWith("\"schemas/note.schema.json\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("\"CopyToPublishDirectory\": \"PreserveNewest\"", items.Single(item => item.StartsWith("\"app.json\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static async Task<string> PropertyAsync(ConsumerProject project, string property, params string[] arguments)
    {
        (bool succeeded, string text) = await project.RunAsync(["msbuild", $"-getProperty:{property}", .. arguments]);
        Assert.True(succeeded, text);
        return text.Trim();
    }
}
