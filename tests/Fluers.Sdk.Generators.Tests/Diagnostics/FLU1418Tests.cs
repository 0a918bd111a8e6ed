using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1418Tests
{
    private static LockedProject Project(string kind, string locked) => new LockedProject(
        $"[SessionPart] public {kind} Line {{ [Key(0)] public int X {{ get; init; }} }} [SessionSchema(1)] public sealed partial record Note([property: Key(0)] Line Line);")
        .With("note", $"0 Line: Line required; {locked} Line; 0 X: int");

    [Theory]
    [InlineData("partial struct", "part", "class → struct")]
    [InlineData("readonly partial record struct", "part", "class → struct")]
    [InlineData("sealed partial class", "struct", "struct → class")]
    [InlineData("sealed partial record", "struct", "struct → class")]
    public Task Reports_a_part_that_changed_between_reference_and_value(string kind, string locked, string change) => Of(
        Project(kind, locked),
        Error(LockDescriptors.KindChanged, "Line", $"'Note.Line' changed between reference and value, and of these only one can be null ({change}); version 1 is published, so raise it to 2"));

    [Theory]
    [InlineData("sealed partial record", "part")]
    [InlineData("partial class", "part")]
    [InlineData("partial record struct", "struct")]
    public Task Accepts_classes_and_records_for_each_other(string kind, string locked) => Of(Project(kind, locked) with { Mode = "locked" });
}
