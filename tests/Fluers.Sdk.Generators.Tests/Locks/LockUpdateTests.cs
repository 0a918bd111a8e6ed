using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Locks;

/// <summary>A lock follows the code as far as that harms nobody, and forgets nothing that matters.</summary>
public sealed class LockUpdateTests
{
    [Fact]
    public void The_first_build_makes_a_draft() =>
        Assert.Equal(History(Draft(1, "0 A: int")), Build(null, 1, "0 A: int"));

    [Fact]
    public void A_draft_follows_the_code_and_remembers_nothing_of_itself() =>
        Assert.Equal(History(Draft(1, "1 B: string?")), Build(History(Draft(1, "0 A: int required")), 1, "1 B: string?"));

    [Fact]
    public void A_published_version_grows() =>
        Assert.Equal(
            History(Published(1, "0 A: int; 1 B: int")),
            Build(History(Published(1, "0 A: int")), 1, "0 A: int; 1 B: int"));

    [Fact]
    public void A_published_version_keeps_the_keys_that_it_loses() =>
        Assert.Equal(
            History(Published(1, "0 A: int; 1 B: int retired")),
            Build(History(Published(1, "0 A: int; 1 B: int")), 1, "0 A: int"));

    [Fact]
    public void A_published_version_takes_no_change_that_harms_another_build()
    {
        SchemaLock before = History(Published(1, "0 A: int"));
        Assert.Equal(before, Build(before, 1, "0 A: long"));
    }

    [Fact]
    public void A_member_that_some_build_requires_stays_marked()
    {
        SchemaLock optional = Build(History(Published(1, "0 A: int required")), 1, "0 A: int");
        Assert.Equal(History(Published(1, "0 A: int once")), optional);
        Assert.Equal(optional, Build(optional, 1, ""));
    }

    [Fact]
    public void A_raise_publishes_the_version_before() =>
        Assert.Equal(
            History(Published(1, "0 A: int; 1 B: int"), Draft(2, "0 A: long; 1 B: int retired")),
            Build(History(Draft(1, "0 A: int; 1 B: int")), 2, "0 A: long"));

    [Fact]
    public void The_draft_of_a_raise_remembers_what_the_version_before_had_whenever_it_is_built()
    {
        SchemaLock before = History(Published(1, "0 A: int; 1 B: int"), Draft(2, "0 A: int; 1 B: int; 2 C: int"));
        Assert.Equal(History(Published(1, "0 A: int; 1 B: int"), Draft(2, "0 A: int; 1 B: int retired")), Build(before, 2, "0 A: int"));
    }

    [Fact]
    public void What_is_out_of_use_is_remembered_through_all_versions_and_inside_all_types()
    {
        const string first = """
            0 A: Part
            1 C: list<Content>
            2 E: map<string, Level>
            part Part
              0 X: int
              1 Y: Part?
            union Content
              case 0 Text
                0 Value: string required
                1 Old: int
              case 1 Image
            enum Level: int
              0 Low
              1 High
            """;
        const string second = """
            0 A: Renamed
            1 C: list<Content>
            2 E: map<string, Level>
            part Renamed
              1 Y: Renamed?
            union Content
              case 0 Text
                0 Value: string required
            enum Level: int
              0 Low
            """;
        SchemaLock raised = Build(Build(History(Draft(1, first)), 2, second), 3, second);
        SchemaShape expected = ShapeScript.Parse("""
            0 A: Renamed
            1 C: list<Content>
            2 E: map<string, Level>
            part Renamed
              0 X: int retired
              1 Y: Renamed?
            union Content
              case 0 Text
                0 Value: string required
                1 Old: int retired
              case 1 Image retired
            enum Level: int
              0 Low
              1 High retired
            """);
        Assert.Equal(3, raised.Versions.Count);
        Assert.Equal(expected, raised.Versions[1].Shape);
        Assert.Equal(expected, raised.Versions[2].Shape);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_version_that_is_not_the_next_leaves_the_lock_alone(int version)
    {
        SchemaLock before = History(Published(1, "0 A: int"), Draft(2, "0 A: int"));
        Assert.Equal(before, Build(before, version, "0 B: string?"));
    }

    [Fact]
    public void Publishing_concerns_the_newest_version() =>
        Assert.Equal(
            History(Published(1, "0 A: int"), Published(2, "0 A: long")),
            LockUpdate.Publish(History(Published(1, "0 A: int"), Draft(2, "0 A: long"))));

    [Theory]
    [InlineData("0 A: int", "0 A: int; 1 B: int", "0 A: int; 1 B: int; 2 C: int", 1)]
    [InlineData("0 A: int", "0 A: long", "0 A: long; 2 C: int", 2)]
    [InlineData("0 A: int", "0 A: int; 1 B: int", "0 A: int; 1 B: int; 2 C: int required", 3)]
    [InlineData("0 A: int = 1", "0 A: int = 2", "0 A: int = 1", 3)]
    public void Builds_are_admitted_down_to_the_first_change_that_harms_them(string first, string second, string third, int expected) =>
        Assert.Equal(expected, MinReader.Of([Published(1, first), Published(2, second)], 3, ShapeScript.Parse(third), _ => false));

    [Fact]
    public void A_hop_of_the_authors_own_admits_nobody_from_before_it() =>
        Assert.Equal(2, MinReader.Of([Published(1, "0 A: int"), Published(2, "0 A: int")], 3, ShapeScript.Parse("0 A: int"), version => version == 1));

    [Fact]
    public void Builds_older_than_the_oldest_readable_are_not_admitted() =>
        Assert.Equal(2, MinReader.Of([Published(1, "0 A: int"), Published(2, "0 A: int")], 3, ShapeScript.Parse("0 A: int") with { OldestReadable = 2 }, _ => false));

    private static SchemaLock Build(SchemaLock? before, int version, string now) => LockUpdate.Build(before, "note", version, ShapeScript.Parse(now));

    private static SchemaLock History(params VersionBlock[] blocks) => new("note", blocks.ToEquatableArray());

    private static VersionBlock Draft(int version, string shape) => new(version, IsPublished: false, ShapeScript.Parse(shape));

    private static VersionBlock Published(int version, string shape) => new(version, IsPublished: true, ShapeScript.Parse(shape));
}
