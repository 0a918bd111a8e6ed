using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Locks;

/// <summary>Types that become one, and what stands in something else than before: the lock forgets nothing of any of them.</summary>
public sealed class MergedPartTests
{
    private const string Two = """
        [SessionSchema(1)] public sealed partial record Note([property: Key(0)] First Value);
        [SessionPart] public sealed partial record First { [Key(0)] public int X { get; init; } [Key(1)] public List<Second> Subs { get; init; } = []; }
        [SessionPart] public sealed partial record Second { [Key(0)] public required int X { get; init; } [Key(1)] public List<Second> Subs { get; init; } = []; }
        """;

    private const string One = "[SessionSchema(1)] public sealed partial record Note([property: Key(0)] Tree Value); [SessionPart] public sealed partial record Tree { [Key(0)] public int X { get; init; } [Key(1)] public List<Tree> Subs { get; init; } = []; }";

    private static readonly string Without = One.Replace("[Key(0)] public int X { get; init; } ", "", StringComparison.Ordinal);

    [Fact]
    public async Task A_member_that_a_build_requires_is_not_removed_from_its_version()
    {
        Releases notes = Releases.Of(Two, One);
        Assert.Contains("\"required\": \"once\"", notes.Locks["note.schema.json"], StringComparison.Ordinal);
        string[] reports = await notes.ReportsOf(Without);
        Assert.Contains(reports, report => report.StartsWith("error FLU1406", StringComparison.Ordinal));
    }

    [Fact]
    public void Nor_do_builds_that_require_it_read_the_next_version()
    {
        Releases notes = Releases.Of(Two, One, Without.Replace("Schema(1)", "Schema(2)", StringComparison.Ordinal));
        Assert.Equal(2, notes[2].SchemaOf("Note").MinReader);
    }

    [Theory]
    [InlineData("0 A: Part; part Part; 0 X: int required; 1 Y: int", "0 A: list<Part>; part Part; 0 X: int required")]
    [InlineData("0 A: list<Part>; part Part; 0 X: int required; 1 Y: int", "0 A: Part; part Part; 0 X: int required")]
    [InlineData("0 A: map<string, Part>; part Part; 0 X: int required; 1 Y: int", "0 A: list<Other>; part Other; 0 X: int required")]
    public void A_key_stays_out_of_use_where_what_has_it_stands_in_something_else(string before, string after)
    {
        SchemaShape now = Remembrance.Of(ShapeScript.Parse(before), ShapeScript.Parse(after), keepRequired: false);
        Assert.Contains(now.Types.Single().AllMembers, member => member is { Key: 1, IsRetired: true });
        Assert.Contains(Judge.Compare(now, ShapeScript.Parse(after + "; 1 Z: string")), finding => finding.Change == Change.KeyReused);
    }

    [Fact]
    public void A_number_stays_out_of_use_where_its_enum_was_a_number_for_a_while()
    {
        var recorded = new SchemaLock("note",
        [
            new VersionBlock(1, true, ShapeScript.Parse("0 A: Level; enum Level: int; 1 Low; 2 High retired")),
            new VersionBlock(2, true, ShapeScript.Parse("0 A: int")),
        ]);
        SchemaShape now = ShapeScript.Parse("0 A: Level; enum Level: int; 1 Low; 2 Odd");
        Complaint told = Assert.Single(new LockReview("Note", 3, now, LockMode.Update).Of(recorded, "note"), complaint => complaint.IsError);
        Assert.Equal(("FLU1414", "'Note.A.Odd' has a number that stood for something else (High = 2, out of use → Odd = 2); give it one that nothing has had; if a merge has just changed the lock, it may be the wrong side's, so restore the lock before you change a number"), (told.Id, told.Text));
    }
}
