using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1412Tests
{
    private static LockedProject Project(string members, string locked) =>
        new LockedProject($"[SessionSchema(1)] public sealed partial record Note {{ {members} }}").With("note", locked);

    [Theory]
    [InlineData("int", "= 5;", "int = 3", "3 → 5")]
    [InlineData("int", "", "int = 3", "3 → the zero of its type")]
    [InlineData("int", "= 5;", "int", "the zero of its type → 5")]
    [InlineData("string", "= \"b\";", "string = \"a\"", "\"a\" → \"b\"")]
    [InlineData("List<int>", "= [1];", "list<int> = []", "[] → [1]")]
    public Task Reports_another_default(string type, string value, string locked, string change) => Of(
        Project($"[Key(0)] public {type} X {{ get; init; }} {value}", $"0 X: {locked}"),
        Error(LockDescriptors.DefaultChanged, "X", $"'Note.X' has another default, so that absence would mean something else ({change}); version 1 is published, so raise it to 2"));

    [Theory]
    [InlineData("int", "= 6 - 3;", "int = 3")]
    [InlineData("int", "= 0;", "int")]
    [InlineData("string", "= nameof(Note);", "string = \"Note\"")]
    [InlineData("List<int>", "= new();", "list<int> = []")]
    [InlineData("ImmutableArray<int>", "= [];", "list<int>")]
    [InlineData("double", "= 1.50;", "double = 1.5")]
    public Task Accepts_the_same_default_spelled_otherwise(string type, string value, string locked) =>
        Of(Project($"[Key(0)] public {type} X {{ get; init; }} {value}", $"0 X: {locked}") with { Mode = "locked" });

    [Fact]
    public Task Accepts_another_initializer_of_a_required_member() => Of(Project("[Key(0)] public required int X { get; init; } = 7;", "0 X: int required") with { Mode = "locked" });
}
