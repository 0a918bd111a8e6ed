using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1414Tests
{
    private static LockedProject Project(string values, string locked, string type = "Level") => new LockedProject(
        $"public enum Level {{ {values} }} [SessionSchema(1)] public sealed partial record Note([property: Key(0)] {type} X);").With("note", locked);

    [Theory]
    [InlineData("Low", "0 Low; 1 High", "Level", "'Note.X.High' is gone, and stored values may be it (High = 1); version 1 is published, so raise it to 2 and give the value in the hop")]
    [InlineData("Low, High = 2", "0 Low; 1 High", "High", "'Note.X.High' has another number, which stored values do not have (High = 1 → High = 2); restore it, for no version may change this; if a merge has just changed the lock, it may be the wrong side's, so restore the lock before you change a number")]
    [InlineData("Low, High", "0 Low; 1 Odd retired", "High", "'Note.X.High' has a number that stood for something else (Odd = 1, out of use → High = 1); give it one that nothing has had; if a merge has just changed the lock, it may be the wrong side's, so restore the lock before you change a number")]
    [InlineData("Low, Odd", "0 Low; 1 Odd retired", "Odd", "'Note.X.Odd' has a number that stood for something else (Odd = 1, out of use → Odd = 1); give it one that nothing has had; if a merge has just changed the lock, it may be the wrong side's, so restore the lock before you change a number")]
    public Task Reports_a_number_that_is_stored_and_means_nothing_or_something_else(string values, string locked, string text, string message) =>
        Of(Project(values, $"0 X: Level required; enum Level: int; {locked}"), Error(LockDescriptors.EnumValueLost, text, message));

    [Theory]
    [InlineData("Low, High", "0 Low; 1 High; 2 Odd retired")]
    [InlineData("Low, Odd = 3", "0 Low; 1 Odd retired; 3 Odd")]
    [InlineData("High = 1, Low = 0", "0 Low; 1 High")]
    public Task Accepts_numbers_that_mean_what_they_did(string values, string locked) => Of(Project(values, $"0 X: Level required; enum Level: int; {locked}") with { Mode = "locked" });
}
