using System.Globalization;
using System.Text.RegularExpressions;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Locks;

/// <summary>The compiler says at the member what a lock has against it.</summary>
public sealed class LockAnalyzerTests
{
    private const string Members = "{ [Key(0)] public required string Name { get; init; } [Key(1)] public int Total { get; init; } }";
    private const string Note = "[SessionSchema(1)] public sealed partial record Note " + Members;
    private const string Locked = "0 Name: string required; 1 Total: int";

    /// <summary>What a version published as the script says of the source that states the same version.</summary>
    public static TheoryData<string, string, string> Published => new()
    {
        { "0 Name: string required", Note, "warning FLU1403 Total: 'Note.Total' is new (Total: int (key 1)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes" },
        { "1 Total: int", Note, "error FLU1404 Name: 'Note.Name' is required, and stored sessions do not have it (Name: string (key 0)); version 1 is published, so raise it to 2 and give the value in the hop" },
        { "0 Name: string; 1 Total: int", Note, "error FLU1404 Name: 'Note.Name' is required, and stored sessions may lack it (optional → required); version 1 is published, so raise it to 2" },
        { "0 Title: string required; 1 Total: int", Note, "warning FLU1405 Name: 'Note.Name' has a new name for the same thing (Title: string (key 0) → Name: string (key 0)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes" },
        { Locked + "; 2 Old: int", Note, "warning FLU1406 Note: 'Note.Old' is gone (Old: int (key 2)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes" },
        { Locked + "; 2 Old: int required", Note, "error FLU1406 Note: 'Note.Old' is gone, and builds that require it refuse sessions without it (Old: int (key 2)); version 1 is published, so raise it to 2" },
        { "0 Name: string required; 2 Total: int", Note, "error FLU1407 Total: 'Note.Total' has another key, where stored sessions have something else or nothing (Total: int (key 2) → Total: int (key 1)); restore it, for no version may change this; if a merge has just changed the lock, it may be the wrong side's, so restore the lock before you change a number" },
        { "0 Name: string required; 1 Count: string", Note, "error FLU1106 Total: 'Note.Total' has a key that stood for something else (Count: string (key 1) → Total: int (key 1)); give it one that nothing has had; if a merge has just changed the lock, it may be the wrong side's, so restore the lock before you change a number" },
        { "0 Name: string required; 1 Total: short", Note, "error FLU1408 Total: 'Note.Total' takes values that older builds cannot hold (short → int); version 1 is published, so raise it to 2" },
        { "0 Name: string required; 1 Total: long", Note, "error FLU1409 Total: 'Note.Total' cannot hold every stored value (long → int); version 1 is published, so raise it to 2 and give the value in the hop" },
        { "0 Name: string required; 1 Total: int = 3", Note, "error FLU1412 Total: 'Note.Total' has another default, so that absence would mean something else (3 → the zero of its type); version 1 is published, so raise it to 2" },
        { "0 Name: string required; 1 Total: int?", Note, "error FLU1411 Total: 'Note.Total' may no longer be null, and stored values may be (int? → int); version 1 is published, so raise it to 2 and give the value in the hop" },
        { Locked, Note.Replace("int Total", "int? Total", StringComparison.Ordinal), "error FLU1410 Total: 'Note.Total' may be null, which older builds refuse (int → int?); version 1 is published, so raise it to 2" },
        { Locked + "; log page", Note, "error FLU1419 Note: 'Note' no longer has the log whose entries are stored (page); version 1 is published, so raise it to 2" },
        { "0 E: Level; enum Level: int; 0 Low", OfEnum("Low, High"), "warning FLU1413 High: 'Note.E.High' is new (High = 1), and the lock does not know of it yet; if that is meant, commit the lock that the build writes" },
        { "0 E: Level; enum Level: int; 0 Low; 1 High", OfEnum("Low"), "error FLU1414 Level: 'Note.E.High' is gone, and stored values may be it (High = 1); version 1 is published, so raise it to 2 and give the value in the hop" },
        { "0 E: set<Level>; enum Level: int; 0 Low", OfEnum("Low").Replace("Level E", "List<Level> E", StringComparison.Ordinal).Replace("init; }", "init; } = [];", StringComparison.Ordinal), "error FLU1417 E: 'Note.E' takes values twice, which older builds refuse (set<Level> → list<Level>); version 1 is published, so raise it to 2" },
        { "0 C: Choice?; union Choice; case 0 A", OfUnion("[Case(0)] public sealed partial record A : Choice; [Case(1)] public sealed partial record B : Choice;"), "warning FLU1415 B: 'Note.C.B' is new (B (tag 1)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes" },
        { "0 C: Choice?; union Choice; case 0 A; case 1 B", OfUnion("[Case(0)] public sealed partial record A : Choice;"), "error FLU1416 Choice: 'Note.C.B' is gone, and stored values may be it (B (tag 1)); version 1 is published, so raise it to 2 and give the value in the hop" },
        { "0 C: Choice?; union Choice; case 1 A", OfUnion("[Case(0)] public sealed partial record A : Choice;"), "error FLU1613 A: 'Note.C.A' has another tag, which stored values do not have (A (tag 1) → A (tag 0)); restore it, for no version may change this; if a merge has just changed the lock, it may be the wrong side's, so restore the lock before you change a number" },
        { "0 C: Choice?; union Choice; case 0 B retired; case 1 A", OfUnion("[Case(0)] public sealed partial record B : Choice; [Case(1)] public sealed partial record A : Choice;"), "error FLU1614 B: 'Note.C.B' has a tag that stood for something else (B (tag 0, out of use) → B (tag 0)); give it one that nothing has had; if a merge has just changed the lock, it may be the wrong side's, so restore the lock before you change a number" },
        { "0 C: Choice?; union Choice; case 0 A; 0 X: int", OfUnion("[Case(0)] public sealed partial record A([property: Key(0)] long X = 0) : Choice;"), "error FLU1408 X: 'Note.C.A.X' takes values that older builds cannot hold (int → long); version 1 is published, so raise it to 2" },
        { "0 P: Part; part Part; 0 X: int", "[SessionPart] public partial struct Part { [Key(0)] public int X { get; init; } } [SessionSchema(1)] public sealed partial record Note { [Key(0)] public Part P { get; init; } }", "error FLU1418 P: 'Note.P' changed between reference and value, and of these only one can be null (class → struct); version 1 is published, so raise it to 2" },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public async Task A_change_of_a_published_version_is_reported_where_it_was_made(string locked, string source, string expected) =>
        Assert.Equal([expected], await new LockedProject(source).With("note", locked).ReportsAsync());

    [Fact]
    public async Task What_only_the_lock_lacks_is_an_error_where_nobody_writes_it() => Assert.StartsWith(
        "error FLU1403 Total",
        Assert.Single(await new LockedProject(Note, "locked").With("note", "0 Name: string required").ReportsAsync()),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("update", "warning", "commit note.schema.json, which the build writes")]
    [InlineData("locked", "error", "build with FluersLockMode=update to write note.schema.json, and commit it")]
    public async Task A_schema_without_a_lock_is_reported(string mode, string severity, string answer) => Assert.Equal(
        [$"{severity} FLU1401 Note: 'Note' has no lock; {answer}"],
        await new LockedProject(Note, mode).ReportsAsync());

    [Fact]
    public async Task A_lock_that_agrees_is_nothing_to_speak_of() => Assert.Empty(await new LockedProject(Note, "locked").With("note", Locked).ReportsAsync());

    [Fact]
    public async Task Types_of_another_name_and_the_same_shape_agree() => Assert.Empty(
        await new LockedProject(OfEnum("Low"), "locked").With("note", "0 E: Height; enum Height: int; 0 Low").ReportsAsync());

    [Fact]
    public async Task Nothing_is_said_where_locks_are_off() => Assert.Empty(await new LockedProject(Note, "off").ReportsAsync());

    [Fact]
    public async Task A_draft_changes_freely_and_its_lock_follows() => Assert.Equal(
        ["warning FLU1403 Total: 'Note.Total' has a key that stood for something else (Other: string (key 1) → Total: int (key 1)), and the draft in the lock does not know of it yet; stored sessions of this draft will not load, so if a release has stored any, raise the version to 2 instead; commit the lock that the build writes"],
        await new LockedProject(Note).With("note", "draft; 0 Name: string required; 1 Other: string").ReportsAsync());

    [Fact]
    public async Task A_new_version_that_the_lock_lacks_is_reported() => Assert.Equal(
        ["warning FLU1403 Note: 'Note' has version 2, which its lock does not have yet; commit the lock that the build writes"],
        await new LockedProject(At(2)).With("note", "0 Name: string required; 1 Total: short").ReportsAsync());

    [Fact]
    public async Task Not_even_a_new_version_moves_a_member() => Assert.Equal(
        ["error FLU1407 Total: 'Note.Total' has another key, where stored sessions have something else or nothing (Total: int (key 2) → Total: int (key 1)); restore it, for no version may change this; if a merge has just changed the lock, it may be the wrong side's, so restore the lock before you change a number"],
        await new LockedProject(At(2)).With("note", "0 Name: string required; 2 Total: int", "draft;" + Locked).ReportsAsync());

    [Fact]
    public async Task A_log_that_a_new_version_gives_up_is_a_warning() => Assert.Equal(
        ["warning FLU1419 Note: 'Note' no longer has the log whose entries are stored (page); they stay stored, and nobody reads them"],
        await new LockedProject(At(2)).With("note", Locked + "; log page", "draft;" + Locked).ReportsAsync());

    [Fact]
    public async Task A_log_that_was_given_up_does_not_come_back_as_another() => Assert.Equal(
        [
            "error FLU1419 Note: 'Note' has a log of other entries than those stored (page → line); restore it, for no version may change this",
        ],
        await new LockedProject(At(3).Replace(" [Key(1)]", " public SessionLog<Line> Log { get; init; } = []; [Key(1)]", StringComparison.Ordinal) + "[SessionSchema(1)] public sealed partial record Line([property: Key(0)] int X);")
            .With("note", Locked + "; log page", Locked, "draft;" + Locked + "; log line").With("line", "0 X: int required").ReportsAsync());

    [Theory]
    [InlineData(1, "error FLU1004 Note: 'Note' states version 1, but its lock has version 2; a version never goes back")]
    [InlineData(4, "error FLU1005 Note: 'Note' states version 4, but its lock ends at version 2; the next version is 3")]
    public async Task Versions_follow_each_other(int version, string expected) =>
        Assert.Equal([expected], await new LockedProject(At(version)).With("note", Locked, Locked).ReportsAsync());

    [Theory]
    [InlineData("[SessionSchema(1, OldestReadable = 2)]", "error FLU1007 Note: 'Note' reads version 2 at the oldest, but is version 1 itself; OldestReadable is 1 to 1")]
    [InlineData("[SessionSchema(3)]", "error FLU1007 Note: 'Note' reads version 1 at the oldest, but its lock, which alone knows what was before version 3, is not there; restore note.schema.json from version control; only where no session of an older version is stored, state OldestReadable = 3")]
    public async Task The_oldest_version_that_is_read_is_one_that_there_was(string attribute, string expected) => Assert.Contains(
        expected, await new LockedProject(Note.Replace("[SessionSchema(1)]", attribute, StringComparison.Ordinal)).ReportsAsync());

    [Fact]
    public async Task Sessions_that_become_unreadable_are_worth_a_warning() => Assert.Equal(
        ["warning FLU1425 Note: 'Note' reads version 2 at the oldest, and its lock promised 1; sessions of older versions become unreadable"],
        await new LockedProject(Note.Replace("Schema(1)", "Schema(2, OldestReadable = 2)", StringComparison.Ordinal)).With("note", Locked, Locked).ReportsAsync());

    [Theory]
    [InlineData("Schema(2)", "oldestReadable\": 2", "update", "warning FLU1403 Note: 'Note' reads version 1 at the oldest, and its lock says 2; commit the lock that the build writes")]
    [InlineData("Schema(2)", "oldestReadable\": 2", "locked", "error FLU1403 Note: 'Note' reads version 1 at the oldest, and its lock says 2; build with FluersLockMode=update, and commit the lock")]
    public async Task A_lock_that_promises_other_versions_is_out_of_date(string attribute, string promise, string mode, params string[] expected)
    {
        LockedProject project = new LockedProject(Note.Replace("Schema(1)", attribute, StringComparison.Ordinal), mode).With("note", Locked, Locked);
        string text = Regex.Replace(project.Files["note.schema.json"], ", \"seal\": \"[0-9a-f]{16}\"", "");
        string[] found = await (project with { Files = project.Files.SetItem("note.schema.json", promise.Length == 0 ? text : text.Replace("\"version\": 2,", $"\"version\": 2,\n\"{promise},", StringComparison.Ordinal)) }).ReportsAsync();
        Assert.Equal(expected.Length, found.Length);
        Assert.All(found.Zip(expected), pair => Assert.StartsWith(pair.Second, pair.First, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "error FLU1408 Total")]
    [InlineData(2, "warning FLU1403 Note")]
    public async Task What_rolling_builds_cannot_share_is_an_error_in_every_version(int version, string beside)
    {
        string source = At(version).Replace(")] public sealed", ", Compatibility = Compatibility.Rolling)] public sealed", StringComparison.Ordinal);
        string[] found = await new LockedProject(source).With("note", "0 Name: string required; 1 Total: short").ReportsAsync();
        Assert.Equal(2, found.Length);
        Assert.Contains(found, text => text.StartsWith(beside, StringComparison.Ordinal));
        Assert.Contains(
            "error FLU1420 Total: 'Note.Total' takes values that older builds cannot hold (short → int), and 'Note' states Compatibility.Rolling; add a new member beside the old one, or give up that promise",
            found);
    }

    [Theory]
    [InlineData("", Locked + "; rolling", "Version, and its lock Rolling")]
    [InlineData(", Compatibility = Compatibility.Rolling", Locked, "Rolling, and its lock does not")]
    [InlineData(", Compatibility = Compatibility.Rolling", "draft;" + Locked, "Rolling, and its lock does not")]
    public async Task The_lock_knows_what_was_promised_to_older_builds(string promise, string locked, string expected)
    {
        LockedProject project = new LockedProject(Note.Replace(")] public sealed", promise + ")] public sealed", StringComparison.Ordinal)).With("note", locked);

        Assert.Equal([$"warning FLU1403 Note: 'Note' states Compatibility.{expected}; commit the lock that the build writes"], await project.ReportsAsync());
        Assert.Empty(await (project.Built() with { Mode = "locked" }).ReportsAsync());
    }

    [Fact]
    public async Task Two_schemas_of_one_id_are_told_apart() => Assert.Equal(
        ["error FLU1006 Page: 'Page' and 'Note' are both the schema 'note'; state another Id for one of them"],
        await new LockedProject(Note + "[SessionSchema(1, Id = \"note\")] public sealed partial record Page " + Members).With("note", Locked).ReportsAsync());

    [Fact]
    public async Task A_renamed_schema_is_asked_for_its_id() => Assert.Equal(
        [
            "error FLU1003 Page: 'Page' has the shape of schema 'note', whose lock nothing here belongs to; state Id = \"note\" to keep its sessions; if it is another schema, suppress this and keep the lock",
        ],
        (await new LockedProject(Note.Replace("record Note", "record Page", StringComparison.Ordinal)).With("note", Locked).ReportsAsync()).OrderBy(text => text, StringComparer.Ordinal));

    [Fact]
    public async Task A_renamed_schema_that_states_its_id_goes_on() => Assert.Empty(
        await new LockedProject("[SessionSchema(1, Id = \"note\")] public sealed partial record Page " + Members).With("note", Locked).ReportsAsync());

    [Fact]
    public async Task A_merge_that_nobody_finished_is_reported_at_the_schema() => Assert.Equal(
        ["error FLU1402 Note: The lock of 'Note' cannot be read, note.schema.json line 2: a merge left its conflict markers; merge it again with 'fluers schema merge' as the merge driver, which decides all that has one right answer, or restore it from version control"],
        await new LockedProject(Note).WithFile("note.schema.json", "{\n<<<<<<< ours\n").ReportsAsync());

    [Fact]
    public async Task Two_histories_of_one_version_are_reported_at_the_schema() => Assert.Equal(
        ["error FLU1422 Note: The lock of 'Note' cannot be read, note.schema.json line 6: version 1 stands here a second time; merge it again with 'fluers schema merge' as the merge driver, which decides all that has one right answer, or give one of the two histories the next version"],
        await new LockedProject(Note).WithFile("note.schema.json", """
            {
              "schema": "note",
              "versions": [
                { "version": 1, "status": "draft",
                  "members": [] },
                { "version": 1, "status": "draft", "members": [] }
              ]
            }
            """).ReportsAsync());

    [Fact]
    public async Task A_lock_under_another_name_is_reported_at_the_schema() => Assert.StartsWith(
        "error FLU1402 Note: The lock of 'Note' cannot be read, note.schema.json line 1: the file is named after schema 'note' and is the lock of 'page'",
        Assert.Single(await new LockedProject(Note).WithFile("note.schema.json", Assert.Single(new LockedProject(Note).With("page", Locked).Files.Values)).ReportsAsync()),
        StringComparison.Ordinal);

    [Fact]
    public void Ids_are_never_shared() => Assert.Distinct(LockDescriptors.All.Concat(Descriptors.All).Select(descriptor => descriptor.Id));

    [Fact]
    public void Each_change_has_a_diagnostic_that_the_analyzer_reports() => Assert.All(
        Enum.GetValues<Generators.Judging.Change>(),
        change => Assert.Contains(Generators.Locks.ChangeText.IdOf(change), new LockAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id)));

    private static string At(int version) => Note.Replace("Schema(1)", string.Create(CultureInfo.InvariantCulture, $"Schema({version})"), StringComparison.Ordinal);

    private static string OfEnum(string values) => $"public enum Level {{ {values} }} [SessionSchema(1)] public sealed partial record Note {{ [Key(0)] public Level E {{ get; init; }} }}";

    private static string OfUnion(string cases) =>
        $"[SessionUnion] public abstract partial record Choice; {cases} [SessionSchema(1)] public sealed partial record Note {{ [Key(0)] public Choice? C {{ get; init; }} }}";
}
