namespace Fluers.Sdk.Build.Tests;

/// <summary>What a build does to the locks of a project.</summary>
public sealed class LockBuildTests
{
    private const string Note = """
        [SessionSchema(1)]
        public sealed partial record Note
        {
            [Key(0)] public required string Name { get; init; }
            [Key(1)] public int Total { get; init; }
        }
        """;

    private const string Draft = """
        {
          "schema": "note",
          "versions": [
            {
              "version": 1,
              "status": "draft",
              "members": [
                { "key": 0, "name": "Name", "type": "string", "required": true },
                { "key": 1, "name": "Total", "type": "int" }
              ]
            }
          ]
        }

        """;

    [Fact]
    public async Task A_lock_is_written_once_and_again_only_when_the_shape_changes()
    {
        using var project = new ConsumerProject(Note);
        (bool succeeded, string text) = await project.BuildAsync();
        Assert.True(succeeded, text);
        Assert.Contains("note version 1 -> schemas/note.schema.json", text, StringComparison.Ordinal);
        Assert.Contains("warning FLU1401: 'Note' has no lock; build with FluersLockMode=update to write note.schema.json, and commit it", text, StringComparison.Ordinal);
        Assert.Equal(Draft, project.Lock("note"));

        DateTime written = File.GetLastWriteTimeUtc(project.LockPath("note"));
        (succeeded, text) = await project.BuildAsync();
        Assert.True(succeeded, text);
        Assert.DoesNotContain("FLU", text, StringComparison.Ordinal);
        Assert.DoesNotContain("note version", text, StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(project.LockPath("note")));

        project.Source = Note.Replace("int Total", "long Total", StringComparison.Ordinal);
        (succeeded, text) = await project.BuildAsync();
        Assert.True(succeeded, text);
        Assert.Equal(Draft.Replace("\"int\"", "\"long\"", StringComparison.Ordinal), project.Lock("note"));
    }

    [Fact]
    public async Task A_published_version_refuses_what_a_raise_allows()
    {
        using var project = new ConsumerProject(Note);
        (bool succeeded, string text) = await project.BuildAsync("-t:PublishSchemas");
        Assert.True(succeeded, text);
        string published = Draft.Replace("draft", "published", StringComparison.Ordinal);
        Assert.Equal(published, project.Lock("note"));

        string changed = Note.Replace("int Total", "long Total", StringComparison.Ordinal);
        project.Source = changed;
        (succeeded, text) = await project.BuildAsync();
        Assert.False(succeeded, text);
        Assert.Contains("Code.cs(6,26): error FLU1408: 'Note.Total' takes values that older builds cannot hold (int → long); version 1 is published, so raise it to 2", text, StringComparison.Ordinal);
        Assert.Equal(published, project.Lock("note"));

        project.Source = changed.Replace("SessionSchema(1)", "SessionSchema(2)", StringComparison.Ordinal);
        (succeeded, text) = await project.BuildAsync();
        Assert.True(succeeded, text);
        Assert.Contains("\"version\": 2,\n      \"status\": \"draft\"", project.Lock("note"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_server_writes_nothing_and_fails_where_a_lock_is_missing()
    {
        using var project = new ConsumerProject(Note);
        (bool succeeded, string text) = await project.BuildAsync("-p:ContinuousIntegrationBuild=true");
        Assert.False(succeeded, text);
        Assert.Contains("error FLU1401", text, StringComparison.Ordinal);
        Assert.False(project.HasLocks);

        project.Write("schemas/note.schema.json", Draft.Replace("\n", "\r\n", StringComparison.Ordinal));
        (succeeded, text) = await project.BuildAsync("-p:ContinuousIntegrationBuild=true");
        Assert.True(succeeded, text);

        (succeeded, text) = await project.BuildAsync("-p:ContinuousIntegrationBuild=true", "-t:PublishSchemas");
        Assert.False(succeeded, text);
        Assert.Contains("FluersLockMode is locked, expected update", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Builds_side_by_side_as_for_several_target_frameworks_write_one_lock_once()
    {
        using var project = new ConsumerProject(Note);
        project.Write("Both.proj", """
            <Project DefaultTargets="Build">
              <ItemGroup>
                <One Include="Consumer.csproj" AdditionalProperties="Configuration=Debug" />
                <One Include="Consumer.csproj" AdditionalProperties="Configuration=Release" />
              </ItemGroup>
              <Target Name="Restore"><MSBuild Projects="Consumer.csproj" Targets="Restore" /></Target>
              <Target Name="Build"><MSBuild Projects="@(One)" BuildInParallel="true" /></Target>
            </Project>
            """);
        (bool succeeded, string text) = await project.BuildAsync("Both.proj", "-m:2");
        Assert.True(succeeded, text);
        Assert.Equal(Draft, project.Lock("note"));
        Assert.Single(text.Split('\n'), line => line.Contains("note version 1 -> ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pack")]
    [InlineData("publish")]
    public async Task A_draft_that_leaves_the_house_is_reported(string verb)
    {
        using var project = new ConsumerProject(Note);
        (bool succeeded, string text) = await project.BuildAsync(verb);
        Assert.True(succeeded, text);
        Assert.Contains("warning FLU1424: Version 1 of schema 'note' is a draft; publish it with dotnet build -t:PublishSchemas", text, StringComparison.Ordinal);

        (succeeded, text) = await project.BuildAsync(verb, "-p:ContinuousIntegrationBuild=true");
        Assert.False(succeeded, text);
        Assert.Contains("error FLU1424", text, StringComparison.Ordinal);

        (succeeded, text) = await project.BuildAsync("-t:PublishSchemas");
        Assert.True(succeeded, text);
        (succeeded, text) = await project.BuildAsync(verb, "-p:ContinuousIntegrationBuild=true");
        Assert.True(succeeded, text);
        Assert.DoesNotContain("FLU", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_cannot_be_read_stays_as_it_is()
    {
        using var project = new ConsumerProject(Note);
        const string broken = "{\n<<<<<<< ours\n";
        project.Write("schemas/note.schema.json", broken);
        (bool succeeded, string text) = await project.BuildAsync();
        Assert.False(succeeded, text);
        Assert.Contains("error FLU1402: The lock of 'Note' cannot be read, note.schema.json line 2: a merge left its conflict markers", text, StringComparison.Ordinal);
        Assert.Equal(broken, project.Lock("note"));
    }
}
