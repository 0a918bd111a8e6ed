using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1405Tests
{
    private const string Types = """
        public enum Level { Low, Top }
        [SessionUnion] public abstract partial record Choice { [Case(0)] public sealed partial record First([property: Key(0)] int X) : Choice; }
        [SessionPart] public sealed partial record Line([property: Key(0)] int Total);
        [SessionSchema(1)] public sealed partial record Note([property: Key(0)] Level Level, [property: Key(1)] Choice Choice, [property: Key(2)] Line Line);
        """;

    private const string Locked = "0 Level: Level required; 1 Choice: Choice required; 2 Line: Line required; part Line; 0 Total: int required; union Choice; case 0 First; 0 X: int required; enum Level: int; 0 Low; 1 Top";

    private static LockedProject Project(string before) => new LockedProject(Types).With("note", before);

    [Theory]
    [InlineData("0 Total: int required", "0 Count: int required", "Total", "'Note.Line.Total' has a new name for the same thing (Count: int (key 0) → Total: int (key 0)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes")]
    [InlineData("1 Top", "1 High", "Top", "'Note.Level.Top' has a new name for the same number (High = 1 → Top = 1), and the lock does not know of it yet; if that is meant, commit the lock that the build writes")]
    [InlineData("case 0 First", "case 0 One", "First", "'Note.Choice.First' has a new name for the same thing (One (tag 0) → First (tag 0)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes")]
    [InlineData("2 Line: Line required", "2 Row: Line required", "Line", "'Note.Line' has a new name for the same thing (Row: Line (key 2) → Line: Line (key 2)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes")]
    public async Task Reports_a_new_name_at_a_known_number(string part, string was, string text, string message)
    {
        Expected expected = Warning(LockDescriptors.Renamed, text, message);
        LockedProject project = Project(Locked.Replace(part, was, StringComparison.Ordinal));
        await Of(project, expected);
        await Of(project with { Mode = "locked" }, expected.WhereLocksAreCompared);
        await Of(project.Built() with { Mode = "locked" });
    }

    [Theory]
    [InlineData("part Line;", "part Row;", "Line: Line required", "Line: Row required")]
    [InlineData("union Choice;", "union Pick;", "Choice: Choice required", "Choice: Pick required")]
    [InlineData("enum Level:", "enum Height:", "Level: Level required", "Level: Height required")]
    public Task Accepts_a_type_of_another_name(string type, string was, string member, string wasMember) =>
        Of(Project(Locked.Replace(type, was, StringComparison.Ordinal).Replace(member, wasMember, StringComparison.Ordinal)) with { Mode = "locked" });

    [Fact]
    public Task Reports_a_name_that_differs_by_case() => Of(
        Project(Locked.Replace("0 Total: int required", "0 total: int required", StringComparison.Ordinal)),
        Warning(LockDescriptors.Renamed, "Total", "'Note.Line.Total' has a new name for the same thing (total: int (key 0) → Total: int (key 0)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes"));
}
