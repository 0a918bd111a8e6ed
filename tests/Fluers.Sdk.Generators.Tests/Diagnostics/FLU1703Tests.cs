using Fluers.Sdk.Generators.Diagnostics.Use;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1703Tests
{
    private const string Note = """
        using V1 = OtherHistory.V1;
        namespace Shop
        {
            [SessionSchema(2)] public sealed partial record Note([property: Key(0)] string Text, [property: Key(1)] Level Level);
            public enum Level { Low, High }
            public static partial class NoteHistory
            {
                public static partial V2.Note Up(V1.Note n) => n.ToV2(level: LevelOf(n));
                private static V2.Level LevelOf(V1.Note n) => n.Text.Length > 3 ? V2.Level.High : Steps.Lowest;
                [System.ComponentModel.Description(nameof(V1.Note))] private static class Steps { public const V2.Level Lowest = V2.Level.Low; }
            }
        }
        public static class OtherHistory { public static class V1 { public sealed class Note; } }

        """;

    private static LockedProject Project(string usings, string code) => new LockedProject(usings + Note + code, "off").With("note", "0 Text: string required");

    [Theory]
    [InlineData("using Shop;\n", "public static class App { public static NoteHistory.V1.Note? Last; }", "NoteHistory.V1.Note", "V1.Note", 1)]
    [InlineData("using Shop;\n", "public static class App { public static object Go(object o) => o is NoteHistory.V2.Level.High; }", "NoteHistory.V2.Level", "V2.Level", 2)]
    [InlineData("using Shop;\n", "public static class App { public static string Go(NoteHistory.V1.Note n) => n.Text; }", "NoteHistory.V1.Note", "V1.Note", 1)]
    [InlineData("using Shop;\n", "public sealed class Cache : List<global::Shop.NoteHistory.V1.Note>;", "global::Shop.NoteHistory.V1.Note", "V1.Note", 1)]
    [InlineData("using Shop;\n", "[System.ComponentModel.Description(nameof(NoteHistory.V1.Note))] public static class App;", "NoteHistory.V1.Note", "V1.Note", 1)]
    [InlineData("using Old = Shop.NoteHistory.V1;\n", "public static class App { public static Old.Note? Last; }", "Note", "V1.Note", 1)]
    [InlineData("using OldNote = Shop.NoteHistory.V1.Note;\n", "public static class App { public static OldNote? Last; }", "OldNote", "V1.Note", 1)]
    [InlineData("using static Shop.NoteHistory.V2;\n", "public static class App { public static object Go() => Level.High; }", "Level", "V2.Level", 2)]
    public Task Reports_an_older_version_outside_its_history(string usings, string code, string text, string name, int version) =>
        Of(Project(usings, code), Warning(UseDescriptors.SnapshotEscapes, text, name, version, "NoteHistory"));

    [Fact]
    public async Task Reports_a_global_using_itself()
    {
        // It stands before all others, the usual ones included.
        string source = "global using OldNote = Shop.NoteHistory.V1.Note;\n" + Consumer.Usings + Note;
        GeneratorRun run = GeneratorRun.Of(new Consumer().Compile(source), Project("", "").Texts);
        Assert.Equal([Warning(UseDescriptors.SnapshotEscapes, "Shop.NoteHistory.V1.Note", "V1.Note", 1, "NoteHistory")], (await run.DiagnosticsAsync()).Select(Found));
    }

    [Theory]
    [InlineData("using Old = Shop.NoteHistory.V1;\nusing OldNote = Shop.NoteHistory.V1.Note;\n", "namespace Shop { static partial class NoteHistory { internal static string Of(Old.Note a, OldNote b) => a.Text + b.Text; } }")]
    [InlineData("using static Shop.NoteHistory.V1;\n", "public static class App { public static Shop.Level Go() => Shop.Level.High; }")]
    [InlineData("using Shop;\n", "public static class App { public static V1.Note? Other; public static OtherHistory.V1.Note? Same; }")]
    [InlineData("using Shop;\n", "public static class App { public static Note Go(byte[] frame) => SessionSchema<Note>.Instance.Decode(frame); }")]
    public Task Accepts_the_history_itself_and_what_only_looks_alike(string usings, string code) => Of(Project(usings, code));

    [Theory]
    [InlineData("", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Consumer.Tests\")]", 0)]
    [InlineData("public ", "", 1)]
    public async Task Accepts_the_tests_of_hops_in_a_friend_of_the_assembly(string accessibility, string attribute, int reports)
    {
        string source = $$"""
            {{attribute}}
            [SessionSchema(2)] public sealed partial record Note([property: Key(0)] string Text, [property: Key(1)] int Size);
            {{accessibility}}static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(size: n.Text.Length); }
            """;
        GeneratorRun app = new LockedProject(source).With("note", "0 Text: string required").Generate();
        var tests = new Consumer { AssemblyName = "Consumer.Tests" };
        using var image = new MemoryStream();
        Assert.True(app.Output.Emit(image).Success);
        image.Position = 0;
        tests = tests with { References = tests.References.Add(MetadataReference.CreateFromStream(image)) };
        GeneratorRun run = GeneratorRun.Of(tests.Compile("public static class Hops { public static object Go() => NoteHistory.Up(new NoteHistory.V1.Note(\"a\")); }"));
        Assert.Equal(
            Enumerable.Repeat(Warning(UseDescriptors.SnapshotEscapes, "NoteHistory.V1.Note", "V1.Note", 1, "NoteHistory"), reports),
            (await run.DiagnosticsAsync()).Select(Found));
    }
}
