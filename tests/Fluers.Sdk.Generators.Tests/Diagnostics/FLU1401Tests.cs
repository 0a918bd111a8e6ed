using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1401Tests
{
    private const string Note = "[SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);";

    [Theory]
    [InlineData("update", DiagnosticSeverity.Warning, "commit note.schema.json, which the build writes")]
    [InlineData("locked", DiagnosticSeverity.Error, "build with FluersLockMode=update to write note.schema.json, and commit it")]
    public Task Reports_a_schema_without_a_lock(string mode, DiagnosticSeverity severity, string answer) => Of(
        new LockedProject(Note, mode),
        Warning(LockDescriptors.NoLock, "Note", $"'Note' has no lock; {answer}") with { Severity = severity });

    [Fact]
    public Task Accepts_one_that_the_build_has_written() => Of(new LockedProject(Note).Built() with { Mode = "locked" });

    [Theory]
    [InlineData(Note, "off")]
    [InlineData("[SessionPart] public sealed partial record Part([property: Key(0)] string Text);", "locked")]
    [InlineData("[SessionUnion] public abstract partial record U { [Case(0)] public sealed partial record A([property: Key(0)] int X) : U; }", "locked")]
    public Task Accepts_what_has_no_lock_of_its_own(string source, string mode) => Of(new LockedProject(source, mode));
}
