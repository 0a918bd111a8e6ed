using Fluers.Sdk.CodeFixes.Use;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Use;

public sealed class FLU1704FixTests
{
    private const string Types = """
        [SessionSchema(1)] public sealed partial record Note { [Key(0)] public int A { get; init; } [Key(1)] public int B { get; init; } [Key(2)] public string? C { get; init; } }
        [SessionPart] public sealed partial record Line([property: Key(0)] int X, [property: Key(1)] int Y, [property: Key(2)] int Z);
        """;

    [Fact]
    public Task Fixes_an_object_that_is_made_anew() => new FixTest<UseWithFix>()
        .Off()
        .From(Types, "public static class Change { public static Note Next(Note note) => {|FLU1704:new Note { A = note.A, B = note.B, C = \"next\" }|}; }")
        .To(Types, "public static class Change { public static Note Next(Note note) => note with { C = \"next\" }; }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_objects_that_are_made_anew() => new FixTest<UseWithFix>()
        .Off()
        .From(Types, """
            public static class Change
            {
                public static Line Move(Line line) => {|FLU1704:new(line.X + 1, line.Y, line.Z)|};
                public static Note Copy(Note[] notes) { Note note = notes[0]; return {|FLU1704:new Note { A = note.A, B = note.B, C = note.C }|}; }
            }
            """)
        .To(Types, """
            public static class Change
            {
                public static Line Move(Line line) => line with { X = line.X + 1 };
                public static Note Copy(Note[] notes) { Note note = notes[0]; return note; }
            }
            """)
        .RunAsync();
}
