using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1413Tests
{
    private static LockedProject Project(string values, string locked, string type = "Level") => new LockedProject(
        $"public enum Level {{ {values} }} [SessionSchema(1)] public sealed partial record Note([property: Key(0)] {type} X);").With("note", locked);

    [Theory]
    [InlineData("Low, High", "0 X: Level required; enum Level: int; 0 Low", "Level", "High", "'Note.X.High' is new (High = 1), and the lock does not know of it yet; if that is meant, commit the lock that the build writes")]
    [InlineData("Low, High = -1", "0 X: Level required; enum Level: int; 0 Low", "Level", "High", "'Note.X.High' is new (High = -1), and the lock does not know of it yet; if that is meant, commit the lock that the build writes")]
    [InlineData("Low", "0 X: int required", "Level", "X", "'Note.X' changed between an enum and its number (int → Level (int)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes")]
    [InlineData("Low", "0 X: Level required; enum Level: int; 0 Low", "int", "X", "'Note.X' changed between an enum and its number (Level (int) → int), and the lock does not know of it yet; if that is meant, commit the lock that the build writes")]
    [InlineData("Low", "0 X: list<int> required", "Level[]", "X", "'Note.X[]' changed between an enum and its number (int → Level (int)), and the lock does not know of it yet; if that is meant, commit the lock that the build writes")]
    public async Task Reports_a_value_that_the_lock_lacks(string values, string locked, string type, string text, string message)
    {
        LockedProject project = Project(values, locked, type);
        Expected expected = Warning(LockDescriptors.EnumGrew, text, message);
        await Of(project, expected);
        await Of(project with { Mode = "locked" }, expected.WhereLocksAreCompared);
        await Of(project.Built() with { Mode = "locked" });
    }

    [Theory]
    [InlineData("Low, High", "0 X: Level required; enum Level: int; 0 Low; 1 High")]
    [InlineData("High = 1, Low = 0", "0 X: Level required; enum Level: int; 0 Low; 1 High")]
    [InlineData("Low, High, Top = High", "0 X: Level required; enum Level: int; 0 Low; 1 High")]
    public Task Accepts_the_same_numbers(string values, string locked) => Of(Project(values, locked) with { Mode = "locked" });

    [Fact]
    public Task Accepts_an_enum_that_nobody_stores() => Of(
        new LockedProject("public enum Other { A, B } [SessionSchema(1)] public sealed partial record Note([property: Key(0)] int X) { [IgnoreMember] public Other Y => Other.A; }", "locked").With("note", "0 X: int required"));
}
