using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1411Tests
{
    private static LockedProject Project(string type, string locked, string types = "") =>
        new LockedProject($"{types}[SessionSchema(1)] public sealed partial record Note([property: Key(0)] {type} X);").With("note", locked);

    [Theory]
    [InlineData("int", "int?", "'Note.X' may no longer be null, and stored values may be (int? → int)")]
    [InlineData("string", "string?", "'Note.X' may no longer be null, and stored values may be (string? → string)")]
    [InlineData("HashSet<string>", "set<string?>", "'Note.X[]' may no longer be null, and stored values may be (string? → string)")]
    public Task Reports_a_null_that_is_stored_and_no_longer_read(string type, string was, string text) => Of(Project(type, $"0 X: {was} required"), Error(LockDescriptors.BecameNonNullable, "X", $"{text}; version 1 is published, so raise it to 2 and give the value in the hop"));

    [Fact]
    public Task Reports_it_with_a_default_too() => Of(
        new LockedProject("[SessionSchema(1)] public sealed partial record Note { [Key(0)] public string X { get; init; } = \"none\"; }").With("note", "0 X: string?"),
        Error(LockDescriptors.BecameNonNullable, "X", "'Note.X' may no longer be null, and stored values may be (string? → string); version 1 is published, so raise it to 2 and give the value in the hop"));

    [Theory]
    [InlineData("int?", "int?")]
    [InlineData("string", "string")]
    public Task Accepts_what_may_be_null_as_before(string type, string was) => Of(Project(type, $"0 X: {was} required") with { Mode = "locked" });

    [Fact]
    public Task Accepts_it_in_the_next_version_with_a_value_for_null() => Of(
        new LockedProject("[SessionSchema(2)] public sealed partial record Note([property: Key(0)] string X); static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(x: n.X ?? \"none\"); }") { Mode = "locked" }
            .With("note", "0 X: string? required", "draft; 0 X: string required"));
}
