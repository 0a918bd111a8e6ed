using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1003Tests
{
    private const string Members = "{ [Key(0)] public required string Name { get; init; } [Key(1)] public int Total { get; init; } }";
    private const string Locked = "0 Name: string required; 1 Total: int";
    private const string File = "/project/schemas/note.schema.json";

    private static Expected Orphan => Warning(
        LockDescriptors.LockWithoutSchema, File,
        "'note.schema.json' is the lock of schema 'note', which this project does not have, so that nothing here loads its sessions; give the schema its Id back, or move the file to the project that has it");

    private static LockedProject Project(string type) => new LockedProject($"[SessionSchema(1)] public sealed partial record {type} {Members}").With("note", Locked);

    [Fact]
    public Task Reports_a_schema_that_was_renamed_with_its_type() => Of(Project("Page"), Error(
        LockDescriptors.IdentityChanged, "Page",
        "'Page' has the shape of schema 'note', whose lock nothing here belongs to; state Id = \"note\" to keep its sessions; if it is another schema, suppress this and keep the lock"));

    [Fact]
    public Task Accepts_a_renamed_type_that_states_its_id() =>
        Of(Project("Page") with { Source = $"[SessionSchema(1, Id = \"note\")] public sealed partial record Page {Members}" });

    [Fact]
    public Task Accepts_a_type_that_moves_to_another_namespace() => Of(Project("Note") with { Source = $"namespace Elsewhere.Deep {{ [SessionSchema(1)] public sealed partial class Note {Members} }}" });

    [Fact]
    public Task Accepts_a_second_schema_of_the_same_shape_as_new() => Of(
        new LockedProject($"[SessionSchema(1)] public sealed partial record Note {Members} [SessionSchema(1)] public sealed partial record Page {Members}").With("note", Locked),
        Warning(LockDescriptors.NoLock, "Page", "'Page' has no lock; commit page.schema.json, which the build writes"));

    [Fact]
    public Task Accepts_another_schema_beside_an_abandoned_lock_as_new() => Of(
        Project("Page") with { Source = "[SessionSchema(1)] public sealed partial record Page([property: Key(0)] string Text);" },
        Orphan,
        Warning(LockDescriptors.NoLock, "Page", "'Page' has no lock; commit page.schema.json, which the build writes"));
}
