using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1410Tests
{
    private static LockedProject Project(string type, string locked, string types = "") =>
        new LockedProject($"{types}[SessionSchema(1)] public sealed partial record Note([property: Key(0)] {type} X);").With("note", locked);

    [Theory]
    [InlineData("int?", "int", "'Note.X' may be null, which older builds refuse (int → int?)")]
    [InlineData("string?", "string", "'Note.X' may be null, which older builds refuse (string → string?)")]
    [InlineData("List<string?>", "list<string>", "'Note.X[]' may be null, which older builds refuse (string → string?)")]
    [InlineData("List<string>?", "list<string>", "'Note.X' may be null, which older builds refuse (list<string> → list<string>?)")]
    [InlineData("(int, string?)", "tuple<int, string>", "'Note.X.Item2' may be null, which older builds refuse (string → string?)")]
    public Task Reports_a_null_that_older_builds_refuse(string type, string was, string text) => Of(Project(type, $"0 X: {was} required"), Error(LockDescriptors.BecameNullable, "X", $"{text}; version 1 is published, so raise it to 2"));

    [Theory]
    [InlineData("string", "string")]
    [InlineData("int?", "int?")]
    [InlineData("ImmutableArray<int>", "list<int>")]
    public Task Accepts_what_may_be_null_as_before(string type, string was) => Of(Project(type, $"0 X: {was} required") with { Mode = "locked" });

    [Fact]
    public Task Accepts_a_new_nullable_member() => Of(
        new LockedProject("[SessionSchema(1)] public sealed partial record Note { [Key(0)] public int X { get; init; } [Key(1)] public string? Y { get; init; } }").With("note", "0 X: int"),
        Warning(LockDescriptors.LockOutdated, "Y", "'Note.Y' is new (Y: string? (key 1)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes"));
}
