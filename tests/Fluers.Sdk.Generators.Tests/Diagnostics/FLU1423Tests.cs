using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1423Tests
{
    private const string Note = "[SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);";

    private static LockedProject Project(string source, string mode = "update") => new LockedProject(source, mode).With("note", "0 Text: string required");

    [Theory]
    [InlineData("public static class Program;")]
    [InlineData("[SessionPart] public sealed partial record Note([property: Key(0)] string Text);")]
    public async Task Reports_a_lock_that_no_schema_belongs_to(string source)
    {
        Expected expected = Warning(
            LockDescriptors.LockWithoutSchema, "/project/schemas/note.schema.json",
            "'note.schema.json' is the lock of schema 'note', which this project does not have, so that nothing here loads its sessions; give the schema its Id back, or move the file to the project that has it");
        await Of(Project(source), expected);
        await Of(Project(source, "locked"), expected);
    }

    [Fact]
    public Task Accepts_the_lock_of_a_schema_by_its_id() => Of(Project("[SessionSchema(1, Id = \"note\")] public sealed partial record Page([property: Key(0)] string Text);"));

    [Theory]
    [InlineData("update", "notes.json")]
    [InlineData("off", "page.schema.json")]
    public Task Accepts_files_that_are_no_business_of_the_build(string mode, string file) => Of(Project(Note, mode).WithFile(file, "{}"));

    [Fact]
    public Task Accepts_the_lock_of_a_schema_that_cannot_be_stored_as_it_is() => Of(
        Project("[SessionSchema(1)] public sealed partial record Note(string Text);"), Error(Descriptors.NoKey, "Text", "Note", "Text", "has neither [Key] nor [IgnoreMember]; write '[property: Key(0)] string Text' to store it, or give it [IgnoreMember] to leave it out"));
}
