using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fluers.Sdk.Cli.Tests.Schemas;

/// <summary>The gate of a build server, on a repository of its own.</summary>
public sealed class CheckTests : IDisposable
{
    private const string Published = """
        {
          "schema": "note",
          "versions": [
            {
              "version": 1,
              "status": "published",
              "members": [
                { "key": 0, "name": "Name", "type": "string", "required": true },
                { "key": 1, "name": "Total", "type": "int" },
                { "key": 2, "name": "Old", "type": "int", "retired": true }
              ]
            }
          ]
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-check-").FullName;

    public CheckTests()
    {
        Git.Run(_folder, "init", "--quiet");
        Write(Published);
        Git.Commit(_folder, ".");
    }

    [Fact]
    public async Task What_did_not_change_passes() =>
        Assert.Contains("1 lock held against HEAD: nothing that is stored is harmed.", (await CheckAsync()).Good(), StringComparison.Ordinal);

    [Fact]
    public async Task A_published_version_may_grow_in_ways_that_are_safe_both_ways()
    {
        Write(Published.Replace("\"retired\": true }", "\"retired\": true },\n        { \"key\": 3, \"name\": \"New\", \"type\": \"int\" }", StringComparison.Ordinal));

        (await CheckAsync()).Good();
    }

    [Theory]
    [InlineData("\"type\": \"int\" }", "\"type\": \"long\" }", "FLU1408")]
    [InlineData("\"name\": \"Total\", \"type\": \"int\"", "\"name\": \"Other\", \"type\": \"string\"", "FLU1106")]
    [InlineData("\"published\"", "\"draft\"", "FLU1422")]
    [InlineData(",\n        { \"key\": 2, \"name\": \"Old\", \"type\": \"int\", \"retired\": true }", "", "FLU1106")]
    [InlineData("\"version\": 1", "\"version\": 2", "FLU1422")]
    public async Task A_published_version_that_was_rewritten_fails(string was, string @is, string diagnostic)
    {
        Assert.Contains(was, Published, StringComparison.Ordinal);
        Write(Published.Replace(was, @is, StringComparison.Ordinal));

        Ran ran = await CheckAsync("--json");

        Assert.Equal(1, ran.Exit);
        Assert.Equal([diagnostic], ran.Json.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("id").GetString()).Distinct());
    }

    [Fact]
    public async Task Findings_are_annotations_at_the_line_of_their_version_for_GitHub()
    {
        Write(Published.Replace("\"type\": \"int\" }", "\"type\": \"long\" }", StringComparison.Ordinal));

        Ran ran = await CheckAsync("--format", "github");

        Assert.Equal(1, ran.Exit);
        Assert.Equal(
            "::error file=note.schema.json,line=5,title=FLU1408 note version 1::'note.Total' takes values that older builds cannot hold (int → long) in a version that is published; restore it, and make the change in the next version\n"
            + "1 lock held against HEAD: 1 error.\n",
            ran.Output);
    }

    [Fact]
    public async Task Paths_start_at_the_root_of_the_repository_wherever_the_tool_runs()
    {
        string app = Directory.CreateDirectory(Path.Combine(_folder, "my, app")).FullName;
        File.Move(Path.Combine(_folder, "note.schema.json"), Path.Combine(app, "note.schema.json"));
        Git.Commit(_folder, ".");
        await File.WriteAllTextAsync(Path.Combine(app, "note.schema.json"), Published.Replace("\"type\": \"int\" }", "\"type\": \"long\" }", StringComparison.Ordinal));

        Assert.StartsWith(
            "::error file=my%2C app/note.schema.json,line=5,title=",
            (await Fluers.RunInAsync(app, "schema", "check", "--against", "HEAD", "--format", "github")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_are_results_of_SARIF()
    {
        Write(Published.Replace("\"type\": \"int\" }", "\"type\": \"long\" }", StringComparison.Ordinal));

        Ran ran = await CheckAsync("--format", "sarif");

        Assert.Equal(1, ran.Exit);
        Assert.Equal("2.1.0", ran.Json.GetProperty("version").GetString());
        JsonElement run = Assert.Single(ran.Json.GetProperty("runs").EnumerateArray());
        JsonElement driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal(["FLU1408"], driver.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()));
        JsonElement result = Assert.Single(run.GetProperty("results").EnumerateArray());
        Assert.Equal(("FLU1408", "error"), (result.GetProperty("ruleId").GetString(), result.GetProperty("level").GetString()));
        Assert.StartsWith("note version 1: 'note.Total' takes values", result.GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
        JsonElement place = Assert.Single(result.GetProperty("locations").EnumerateArray()).GetProperty("physicalLocation");
        Assert.Equal("note.schema.json", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(5, place.GetProperty("region").GetProperty("startLine").GetInt32());
    }

    [Fact]
    public async Task A_check_that_finds_nothing_is_an_empty_run_of_SARIF()
    {
        JsonElement log = (await CheckAsync("--format", "sarif")).Json;
        Assert.Empty(log.GetProperty("runs")[0].GetProperty("results").EnumerateArray());
    }

    [Theory]
    [InlineData("\"status\": \"published\"", "\"status\": \"published\", \"seal\": \"0123456789abcdef\"", "FLU1422")]
    [InlineData("\"key\": 1", "\"key\": -1", "FLU1402")]
    public async Task A_lock_that_cannot_be_read_is_a_finding(string was, string @is, string diagnostic)
    {
        Write(Published.Replace(was, @is, StringComparison.Ordinal));

        Ran ran = await CheckAsync("--json");

        Assert.Equal(1, ran.Exit);
        Assert.Equal([diagnostic], ran.Json.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_format_that_nobody_knows_is_refused() =>
        Assert.Contains("'xml' is nothing that '--format' takes. Give text, json, github or sarif", (await CheckAsync("--format", "xml")).Complaint(2), StringComparison.Ordinal);

    [Fact]
    public async Task A_published_lock_that_is_gone_fails_and_one_that_moved_does_not()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "elsewhere"));
        File.Move(Path.Combine(_folder, "note.schema.json"), Path.Combine(_folder, "elsewhere", "note.schema.json"));
        (await CheckAsync()).Good();

        File.Delete(Path.Combine(_folder, "elsewhere", "note.schema.json"));

        Assert.Equal(1, (await CheckAsync()).Exit);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_raise_passes_unless_older_builds_are_to_go_on_beside_it(bool isStated)
    {
        int end = Published.LastIndexOf("    }\n  ]", StringComparison.Ordinal);
        Write(Published[..end] + """
                },
                {
                  "version": 2,
                  "status": "draft",
                  "members": [
                    { "key": 0, "name": "Name", "type": "string", "required": true },
                    { "key": 1, "name": "Total", "type": "long" },
                    { "key": 2, "name": "Old", "type": "int", "retired": true }
                  ]
                }
              ]
            }
            """);

        (await CheckAsync()).Good();
        string lockFile = Path.Combine(_folder, "note.schema.json");
        if (isStated)
        {
            Write((await File.ReadAllTextAsync(lockFile)).Replace("\"draft\"", "\"draft\",\n      \"compatibility\": \"rolling\"", StringComparison.Ordinal));
        }

        Ran rolling = await CheckAsync(isStated ? [] : ["--rolling"]);

        Assert.Equal(1, rolling.Exit);
        Assert.Contains("FLU1420", rolling.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_that_is_not_there_is_said() =>
        Assert.Contains("Fetch the commit, or name another one with --against.", (await Fluers.RunInAsync(_folder, "schema", "check", "--against", "nowhere")).Complaint(3), StringComparison.Ordinal);

    [Fact]
    public async Task A_draft_is_published_and_nothing_else_of_its_lock_changes()
    {
        string draft = Published.Replace("\"published\"", "\"draft\"", StringComparison.Ordinal);
        Write(draft);

        string said = (await Fluers.RunInAsync(_folder, "schema", "publish")).Good();

        Assert.Equal("note version 1 -> note.schema.json\n", said);
        string written = await File.ReadAllTextAsync(Path.Combine(_folder, "note.schema.json"));
        Assert.Matches("\"published\", \"seal\": \"[0-9a-f]{16}\",", written);
        Assert.Equal(Published + "\n", Regex.Replace(written, ", \"seal\": \"[0-9a-f]{16}\"", ""));
        Assert.StartsWith("No drafts", (await Fluers.RunInAsync(_folder, "schema", "publish")).Good(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_published_is_told_as_JSON()
    {
        Write(Published.Replace("\"published\"", "\"draft\"", StringComparison.Ordinal));

        JsonElement published = Assert.Single((await Fluers.RunInAsync(_folder, "schema", "publish", "note", "--json")).Json.EnumerateArray());

        Assert.Equal(
            ("note", 1, "note.schema.json"),
            (published.GetProperty("schema").GetString(), published.GetProperty("version").GetInt32(), published.GetProperty("lock").GetString()));
        Assert.Empty((await Fluers.RunInAsync(_folder, "schema", "publish", "--json")).Json.EnumerateArray());
    }

    [Fact]
    public async Task A_schema_that_has_no_lock_is_not_published() =>
        Assert.Contains("There is no lock of schema 'nobody' here.", (await Fluers.RunInAsync(_folder, "schema", "publish", "nobody")).Complaint(3), StringComparison.Ordinal);

    [Fact]
    public async Task A_lock_with_the_markers_of_a_merge_is_named()
    {
        Write("<<<<<<< ours\n" + Published);

        Ran ran = await CheckAsync();

        Assert.Equal(1, ran.Exit);
        Assert.Contains("error FLU1402  the lock cannot be read, line 1: a merge left its conflict markers; merge it again with 'fluers schema merge' as the merge driver, which decides all that has one right answer, or restore it from version control", ran.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<Ran> CheckAsync(params string[] options) => Fluers.RunInAsync(_folder, ["schema", "check", "--against", "HEAD", .. options]);

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder, "note.schema.json"), text);
}
