using System.Text;

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
        Assert.Contains("warning FLU1401: 'Note' has no lock; commit note.schema.json, which the build writes", text, StringComparison.Ordinal);
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
        Assert.Equal(published, project.LockWithoutSeals("note"));

        string changed = Note.Replace("int Total", "long Total", StringComparison.Ordinal);
        project.Source = changed;
        (succeeded, text) = await project.BuildAsync();
        Assert.False(succeeded, text);
        Assert.Contains("Code.cs(6,26): error FLU1408: 'Note.Total' takes values that older builds cannot hold (int → long); version 1 is published, so raise it to 2", text, StringComparison.Ordinal);
        Assert.Equal(published, project.LockWithoutSeals("note"));

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
    public async Task Several_target_frameworks_have_one_lock_which_is_written_once()
    {
        using var project = new ConsumerProject(Note, framework: """
            <TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks>
            <EnableWindowsTargeting>true</EnableWindowsTargeting>
            <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
            """);
        (bool succeeded, string text) = await project.BuildAsync("-m:2");
        Assert.True(succeeded, text);
        Assert.Equal(Draft, project.Lock("note"));
        Assert.Single(text.Split('\n'), line => line.Contains("note version 1 -> ", StringComparison.Ordinal));

        (succeeded, text) = await project.BuildAsync("pack");
        Assert.True(succeeded, text);
        Assert.Single(text.Split('\n'), line => line.Contains("warning FLU1424: Version 1 of schema 'note' is a draft", StringComparison.Ordinal));

        (succeeded, text) = await project.BuildAsync("-t:PublishSchemas");
        Assert.True(succeeded, text);
        Assert.Equal(Draft.Replace("draft", "published", StringComparison.Ordinal), project.LockWithoutSeals("note"));
        Assert.Single(text.Split('\n'), line => line.Contains("note version 1 -> ", StringComparison.Ordinal));

        (succeeded, text) = await project.BuildAsync("pack", "-p:ContinuousIntegrationBuild=true");
        Assert.True(succeeded, text);
        Assert.DoesNotContain("FLU", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_frameworks_that_store_something_else_are_told_so()
    {
        // Not by #if, which an analyzer sees, but by a file that one of them does not have.
        using var project = new ConsumerProject("[SessionSchema(1)] public sealed partial record Note { [Key(0)] public required string Name { get; init; } }", framework: """
            <TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks>
            <EnableWindowsTargeting>true</EnableWindowsTargeting>
            <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
            <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
            </PropertyGroup>
            <ItemGroup>
              <Compile Include="Code.cs" />
              <Compile Include="Windows.cs" Condition="'$(TargetFramework)' == 'net10.0-windows'" />
            </ItemGroup>
            <PropertyGroup>
            """);
        project.Write("Windows.cs", "using MessagePack; public sealed partial record Note { [Key(1)] public int Handle { get; init; } }");
        (bool succeeded, string text) = await project.BuildAsync("-p:TreatWarningsAsErrors=false");
        Assert.True(succeeded, text);
        Assert.Contains(
            "warning FLU1109: The builds of schema 'note' for net10.0 and net10.0-windows differ: 'note.Handle' is new (Handle: int (key 1)). They share one lock and one store, so store the same for all target frameworks",
            text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mode_that_nobody_knows_is_refused()
    {
        using var project = new ConsumerProject(Note);
        (bool succeeded, string text) = await project.BuildAsync("-p:FluersLockMode=lokced");
        Assert.False(succeeded, text);
        Assert.Contains("FluersLockMode is 'lokced', expected update, locked or off.", text, StringComparison.Ordinal);
        Assert.False(project.HasLocks);

        (succeeded, text) = await project.BuildAsync("-p:FluersLockMode=Locked");
        Assert.False(succeeded, text);
        Assert.Contains("error FLU1401", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_is_no_text_stays_as_it_is()
    {
        using var project = new ConsumerProject(Note);
        project.Write("schemas/note.schema.json", "");
        byte[] broken = [.. Encoding.UTF8.GetBytes(Draft.Replace("Total", "Totax", StringComparison.Ordinal))];
        broken[Array.IndexOf(broken, (byte)'x')] = 0xFF;
        File.WriteAllBytes(project.LockPath("note"), broken);
        (bool succeeded, string text) = await project.BuildAsync();
        Assert.False(succeeded, text);
        Assert.Contains("error FLU1402: The lock of 'Note' cannot be read, note.schema.json line 9", text, StringComparison.Ordinal);
        Assert.Equal(broken, File.ReadAllBytes(project.LockPath("note")));
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
