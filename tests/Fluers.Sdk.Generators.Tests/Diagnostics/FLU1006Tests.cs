using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1006Tests
{
    private static LockedProject Project(string attribute) => new LockedProject($"""
        [SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);
        [SessionSchema(1{attribute})] public sealed partial record Page([property: Key(0)] string Text);
        """).With("note", "0 Text: string required").With("page", "0 Text: string required");

    [Fact]
    public Task Reports_two_schemas_of_one_id() => Of(
        Project(", Id = \"note\""),
        Warning(
            LockDescriptors.LockWithoutSchema, "/project/schemas/page.schema.json",
            "'page.schema.json' is the lock of schema 'page', which this project does not have, so that nothing here loads its sessions; give the schema its Id back, or move the file to the project that has it"),
        Error(LockDescriptors.IdTaken, "Page", "'Page' and 'Note' are both the schema 'note'; state another Id for one of them"));

    [Fact]
    public Task Reports_two_types_of_one_name_in_two_namespaces() => Of(
        new LockedProject("""
            namespace First { [SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text); }
            namespace Second { [SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text); }
            """).With("note", "0 Text: string required"),
        Error(LockDescriptors.IdTaken, "Note", "'Note' and 'Note' are both the schema 'note'; state another Id for one of them"));

    [Theory]
    [InlineData("")]
    [InlineData(", Id = \"page\"")]
    public Task Accepts_two_schemas_of_one_shape(string attribute) => Of(Project(attribute));

    [Fact]
    public Task Accepts_parts_of_one_name_in_two_namespaces() => Of("""
        namespace First { [SessionPart] public sealed partial record Line([property: Key(0)] int X); }
        namespace Second { [SessionPart] public sealed partial record Line([property: Key(0)] string X); }
        """);
}
