using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1408Tests
{
    private static LockedProject Project(string type, string locked, string types = "") =>
        new LockedProject($"{types}[SessionSchema(1)] public sealed partial record Note([property: Key(0)] {type} X);").With("note", locked);

    [Theory]
    [InlineData("long", "int")]
    [InlineData("long", "uint")]
    [InlineData("int", "byte")]
    [InlineData("double", "int")]
    [InlineData("double", "float")]
    [InlineData("List<long>", "list<short>")]
    [InlineData("Dictionary<string, ulong>", "map<string, uint>")]
    public Task Reports_a_number_that_takes_more_than_older_builds_hold(string type, string was) => Of(Project(type, $"0 X: {was} required"), Error(LockDescriptors.Widened, "X", Text(type, was)));

    [Fact]
    public Task Reports_an_enum_of_a_wider_number() => Of(
        Project("Level", "0 X: Level required; enum Level: byte; 0 Low", "public enum Level { Low } "),
        Error(LockDescriptors.Widened, "X", "'Note.X' takes values that older builds cannot hold (Level: byte → Level: int); version 1 is published, so raise it to 2"));

    [Theory]
    [InlineData("int", "int")]
    [InlineData("Int64", "long")]
    [InlineData("List<long>", "list<long>")]
    public Task Accepts_the_same_number_by_another_name(string type, string was) => Of(Project(type, $"0 X: {was} required") with { Mode = "locked" });

    [Fact]
    public Task Accepts_a_wider_number_in_the_next_version() => Of(
        new LockedProject("[SessionSchema(2)] public sealed partial record Note([property: Key(0)] long X);").With("note", "0 X: int required", "draft; 0 X: long required") with { Mode = "locked" });

    private static string Text(string type, string was) => type switch
    {
        "List<long>" => "'Note.X[]' takes values that older builds cannot hold (short → long); version 1 is published, so raise it to 2",
        "Dictionary<string, ulong>" => "'Note.X[]' takes values that older builds cannot hold (uint → ulong); version 1 is published, so raise it to 2",
        _ => $"'Note.X' takes values that older builds cannot hold ({was} → {type}); version 1 is published, so raise it to 2",
    };
}
