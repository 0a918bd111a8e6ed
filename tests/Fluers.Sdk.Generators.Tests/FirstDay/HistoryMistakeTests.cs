using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.FirstDay;

/// <summary>The mistakes of the first raise and of the first merge, and all that a build prints of each.</summary>
public sealed class HistoryMistakeTests
{
    private const string Head = """
        using Fluers.Sdk;
        using MessagePack;
        namespace Shop;
        """;

    private const string Note = "[SessionSchema(2)] public sealed partial record Note([property: Key(0)] string Text, [property: Key(1)] int Size);";

    // What a history may have beside its hops: names of versions in declarations, too.
    private const string Hops = """
        static partial class NoteHistory
        {
            public static partial V2.Note Up(V1.Note n) => n.ToV2(size: SizeOf(n));
            private static int SizeOf(V1.Note n) => n.Text.Length;
        }
        """;

    private static LockedProject Project(string source) => new LockedProject(source) { Usings = $"{Head}\n" }.With("note", "0 Text: string required");

    [Fact]
    public async Task A_hop_that_nobody_wrote() => await Prints(
        Project(Note),
        "File0.cs(4,49): error FLU1501: 'Note' has no hop from version 1 to 2, and it has gaps: size is new and required; write 'public static partial V2.Note Up(V1.Note s) => s.ToV2(size: …)' in 'static partial class NoteHistory' of the namespace Shop");

    [Fact]
    public async Task A_value_that_a_hop_does_not_give() => await Prints(
        Project($"{Note}\n{Hops.Replace("size: SizeOf(n)", "", StringComparison.Ordinal)}"),
        "File0.cs(7,52): error FLU1501: The hop from version 1 of 'Note' to 2 leaves gaps: size is new and required; give it as named argument");

    [Fact]
    public async Task A_history_in_another_namespace() => await Prints(
        new LockedProject($"using Fluers.Sdk; using MessagePack; namespace Shop {{ {Note} }}\nnamespace Shop.Old {{\n{Hops}\n}}") { Usings = "" }.With("note", "0 Text: string required"),
        "File0.cs(5,35): error FLU1509: The hop from version 1 stands in 'Shop.Old.NoteHistory', and the versions of 'Note' are in 'Shop.NoteHistory'; move it: write 'namespace Shop;' above 'static partial class NoteHistory'");

    [Fact]
    public async Task A_history_that_is_not_partial() => await Prints(
        Project($"{Note}\n{Hops.Replace("static partial class", "static class", StringComparison.Ordinal)}"),
        "File0.cs(4,49): error FLU1010: 'Shop.NoteHistory' holds the older versions of 'Note', which are generated into it; write 'static partial class NoteHistory'",
        "File0.cs(5,14): error CS0260: Missing partial modifier on declaration of type 'NoteHistory'; another partial declaration of this type exists");

    [Fact]
    public async Task A_hop_that_is_not_partial_is_one_all_the_same() =>
        await Prints(Project($"{Note}\n{Hops.Replace("static partial V2", "static V2", StringComparison.Ordinal)}"));

    [Fact]
    public async Task A_lock_with_the_marks_of_a_merge() => await Prints(
        Project($"{Note}\n{Hops}").WithFile("note.schema.json", "{\n<<<<<<< ours\n"),
        "File0.cs(4,49): error FLU1402: The lock of 'Note' cannot be read, note.schema.json line 2: a merge left its conflict markers; merge it again with 'fluers schema merge' as the merge driver, which decides all that has one right answer, or restore it from version control");

    [Fact]
    public async Task A_lock_that_is_not_there() => await Prints(
        Project($"{Note}\n{Hops}") with { Files = [] },
        "File0.cs(4,49): error FLU1007: 'Note' reads version 1 at the oldest, but its lock, which alone knows what was before version 2, is not there; restore note.schema.json from version control; only where no session of an older version is stored, state OldestReadable = 2");

    [Fact]
    public async Task A_version_that_went_back() => await Prints(
        Project($"[SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);\n{Hops}"),
        "File0.cs(7,35): error FLU1509: The hop from version 1 of 'Note' belongs to no version before that of the code, which is 1; note.schema.json has 1; state the version that the hop leads to, restore the lock from version control, or delete the hop");

    [Fact]
    public async Task A_version_that_is_no_longer_read() => await Prints(
        Project($"{Note.Replace("(2)", "(2, OldestReadable = 2)", StringComparison.Ordinal)}\n{Hops}"),
        "File0.cs(7,35): error FLU1508: The hop from version 1 of 'Note' is below OldestReadable = 2, so the types of that version are no longer generated; delete it, or read that version again");

    [Fact]
    public async Task A_name_of_the_history_that_something_else_has()
    {
        const string Taken = "public sealed class NoteHistory { public int Count { get; init; } }";
        await Prints(
            Project($"{Note} {Taken}"),
            "File0.cs(4,49): error FLU1010: 'Shop.NoteHistory' is the name of the class for the older versions of 'Note', and something else has it; choose another: [SessionSchema(2, History = \"NoteVersions\")]");
        await Prints(Project($"{Note.Replace("(2)", "(2, History = \"NoteVersions\")", StringComparison.Ordinal)} {Taken}\n{Hops.Replace("NoteHistory", "NoteVersions", StringComparison.Ordinal)}"));
    }

    private static async Task Prints(LockedProject project, params string[] lines)
    {
        // Until a build has written the version of the code into the lock, a warning says so; where there is an error, the build says no more.
        string[] printed = await project.Generate().PrintAsync(project.Mode);
        Assert.Equal(lines, printed.Where(line => !line.Contains(": warning FLU1403: ", StringComparison.Ordinal) && !line.Contains(": warning FLU1401: ", StringComparison.Ordinal)));
    }
}
