using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1409Tests
{
    private static LockedProject Project(string type, string locked, string types = "") =>
        new LockedProject($"{types}[SessionSchema(1)] public sealed partial record Note([property: Key(0)] {type} X);").With("note", locked);

    [Theory]
    [InlineData("int", "long", "cannot hold every stored value (long → int)")]
    [InlineData("float", "int", "cannot hold every stored value (int → float)")]
    [InlineData("ulong", "int", "cannot hold every stored value (int → ulong)")]
    [InlineData("decimal", "int", "cannot hold every stored value (int → decimal)")]
    [InlineData("Guid", "string", "has a type that stored values are not of (string → guid)")]
    [InlineData("bool", "int", "has a type that stored values are not of (int → bool)")]
    [InlineData("DateTimeOffset", "datetime", "has a type that stored values are not of (datetime → datetimeoffset)")]
    [InlineData("byte[]", "list<byte>", "has a type that stored values are not of (list<byte> → bytes)")]
    public Task Reports_a_type_that_does_not_hold_what_is_stored(string type, string was, string change) =>
        Of(Project(type, $"0 X: {was} required"), Error(LockDescriptors.TypeChanged, "X", $"'Note.X' {change}; version 1 is published, so raise it to 2 and give the value in the hop"));

    [Fact]
    public Task Reports_a_value_in_the_place_of_what_a_formatter_wrote() => Of(
        Project("string", "0 X: format<Old> required", "public sealed class Old; "),
        Error(LockDescriptors.TypeChanged, "X", "'Note.X' has a type that stored values are not of (format<Old> → string); version 1 is published, so raise it to 2 and give the value in the hop"));

    [Fact]
    public Task Reports_a_part_that_becomes_a_union() => Of(
        Project("Pick", "0 X: Pick required; part Pick; 0 A: int", "[SessionUnion] public abstract partial record Pick { [Case(0)] public sealed partial record One([property: Key(0)] int A) : Pick; } "),
        Error(LockDescriptors.TypeChanged, "X", "'Note.X' has a type that stored values are not of (class → union); version 1 is published, so raise it to 2 and give the value in the hop"));

    [Theory]
    [InlineData("byte[]", "bytes")]
    [InlineData("ReadOnlyMemory<byte>", "bytes")]
    [InlineData("JsonElement", "json")]
    [InlineData("IReadOnlyList<byte>", "list<byte>")]
    public Task Accepts_types_that_are_one_on_the_wire(string type, string was) => Of(Project(type, $"0 X: {was} required") with { Mode = "locked" });

    [Fact]
    public Task Accepts_a_part_of_the_same_members_in_the_place_of_another() => Of(
        Project("Second", "0 X: First required; part First; 0 A: int required", "[SessionPart] public sealed partial record Second([property: Key(0)] int A); ") with { Mode = "locked" });
}
