using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Locks;

/// <summary>A version is held against all whose builds read what it writes, not only against the one before.</summary>
public sealed class AdmittedVersionTests
{
    private const string First = "[SessionSchema(1)] public sealed partial record Note { [Key(0)] public required int A { get; init; } [Key(1)] public string? S { get; init; } }";

    private const string Second = "[SessionSchema(2)] public sealed partial record Note { [Key(0)] public int A { get; init; } [Key(1)] public string? S { get; init; } }";

    private const string Removed = "[SessionSchema(2)] public sealed partial record Note { [Key(1)] public string? S { get; init; } }";

    private const string Told = "'Note.A' is gone, and builds that require it refuse sessions without it (A: int (key 0)), as version 1 has it";

    [Fact]
    public async Task What_an_admitted_version_requires_is_not_removed_from_a_published_one()
    {
        Releases notes = Releases.Of(First, Second);
        Assert.Equal(1, notes[1].SchemaOf("Note").MinReader);
        Assert.Contains($"error FLU1406 Note: {Told}, and builds of that version read what version 2 writes; version 2 is published, so raise it to 3", await notes.ReportsOf(Removed));
        Assert.DoesNotContain(await notes.ReportsOf(Removed.Replace("Schema(2)", "Schema(3)", StringComparison.Ordinal)), report => report.StartsWith("error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_builds_go_on_side_by_side_the_next_version_does_not_remove_it_either()
    {
        Releases notes = Releases.Of(Rolling(First), Rolling(Second));
        const string violated = $"error FLU1420 Note: {Told}, and 'Note' states Compatibility.Rolling; keep it, or give up that promise";
        Assert.Contains(violated, await notes.ReportsOf(Rolling(Removed)));
        Assert.Contains(violated, await notes.ReportsOf(Rolling(Removed).Replace("Schema(2", "Schema(3", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_name_that_comes_back_is_told_of_where_builds_go_on_side_by_side()
    {
        const string note = "[SessionSchema(1)] public sealed partial record Note {{ [Key(0)] public int A {{ get; init; }} {0} }}";
        static string Of(int version, string member) => Rolling(string.Format(System.Globalization.CultureInfo.InvariantCulture, note, member)).Replace("Schema(1", $"Schema({version}", StringComparison.Ordinal);
        Releases notes = Releases.Of(Of(1, "[Key(1)] public int B { get; init; }"), Of(2, ""));
        Assert.Equal(
            ["error FLU1420 B: 'Note.B' has another key, where stored sessions have something else or nothing (B: int (key 1) → B: int (key 2)), as version 1 has it, and 'Note' states Compatibility.Rolling; restore it, or give up that promise"],
            (await notes.ReportsOf(Of(3, "[Key(2)] public int B { get; init; }"))).Where(report => report.StartsWith("error", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_version_whose_builds_are_not_admitted_has_no_say()
    {
        const string up = "static partial class NoteHistory { public static partial V2.Note Up(V1.Note note) => note.ToV2() with { S = \"own\" }; }";
        Releases notes = Releases.Of(First, Second + up);
        Assert.Equal(2, notes[1].SchemaOf("Note").MinReader);
        Assert.DoesNotContain(await notes.ReportsOf(Removed + up), report => report.StartsWith("error", StringComparison.Ordinal));
        Assert.DoesNotContain(
            new LockReview("Note", 2, ShapeScript.Parse("1 S: string?"), LockMode.Update).Of(LockReader.Read(notes.Locks["note.schema.json"]), "note"), complaint => complaint.IsError);
    }

    private static string Rolling(string source) => source.Replace("SessionSchema(1)", "SessionSchema(1, Compatibility = Compatibility.Rolling)", StringComparison.Ordinal)
        .Replace("SessionSchema(2)", "SessionSchema(2, Compatibility = Compatibility.Rolling)", StringComparison.Ordinal);
}
