using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1509Tests
{
    private const string Note = "[SessionSchema(2)] public sealed partial record Note([property: Key(0)] string Text, [property: Key(1)] int Size = 0);";
    private const string Hop = "public static partial V2.Note Up(V1.Note n) => n.ToV2(size: n.Text.Length);";

    private static LockedProject Project(string source) => new LockedProject(source, "off").With("note", "0 Text: string required");

    [Theory]
    [InlineData($"namespace Shop {{ {Note} }} namespace Old {{ static partial class NoteHistory {{ {Hop} }} }}", "stands in 'Old.NoteHistory', and the versions of 'Note' are in 'Shop.NoteHistory'; move it: write 'namespace Shop;' above 'static partial class NoteHistory'")]
    [InlineData($"{Note} namespace Old {{ static partial class NoteHistory {{ {Hop} }} }}", "stands in 'Old.NoteHistory', and the versions of 'Note' are in 'NoteHistory'; move it: write 'static partial class NoteHistory' outside of any namespace")]
    [InlineData($"{Note} public static partial class Outer {{ static partial class NoteHistory {{ {Hop} }} }}", "stands in 'Outer.NoteHistory', and the versions of 'Note' are in 'NoteHistory'; move it: write 'static partial class NoteHistory' outside of any namespace")]
    [InlineData($"{Note} static partial class NotesHistory {{ {Hop} }}", "stands in 'NotesHistory', and the versions of 'Note' are in 'NoteHistory'; if 'Note' was called 'Notes', write '[SessionSchema(2, History = \"NotesHistory\")]', and its hops stay as they are; otherwise move them")]
    [InlineData($"{Note} static partial class Old {{ {Hop} }}", "stands in 'Old', where no schema has its versions; those of 'Note' are in 'NoteHistory'; move it to the class of its schema, or delete it")]
    [InlineData($"static partial class NoteHistory {{ {Hop} }}", "stands in 'NoteHistory', and nothing here is a schema; delete it")]
    public Task Reports_a_hop_in_another_place(string source, string why) => Of(Project(source), Error(HistoryDescriptors.StrayHop, "Up", $"The hop from version 1 {why}"));

    [Fact]
    public Task Reports_a_hop_of_a_version_that_is_not_there() => Of(
        Project($"{Note} static partial class NoteHistory {{ public static partial V3.Note Up(V2.Note n) => n.ToV3(); private static V3.Note.Line? Of(V3.Note.Line line) => line; }}"),
        Error(
            HistoryDescriptors.StrayHop, "Up",
            "The hop from version 2 of 'Note' belongs to no version before that of the code, which is 2; note.schema.json has 1; state the version that the hop leads to, restore the lock from version control, or delete the hop"));

    [Fact]
    public Task Reports_a_hop_without_a_lock() => Of(
        new LockedProject($"{Note} static partial class NoteHistory {{ {Hop} }}", "off"),
        Error(HistoryDescriptors.StrayHop, "Up", "The hop from version 1 of 'Note' needs the lock that recorded it, and note.schema.json is not there; restore it from version control"));

    [Theory]
    [InlineData($"{Note} static partial class NoteHistory {{ {Hop} }}")]
    [InlineData($"{Note} static partial class NoteHistory {{ public static V2.Note Up(V1.Note n) => n.ToV2(size: 1); }}")]
    [InlineData(Note + "public static class V1 { public sealed class Note; } static class DatabaseHistory { public static int Up(V1.Note n) => 1; }")]
    public Task Accepts_a_hop_where_its_versions_are(string source) => Of(Project(source));
}
