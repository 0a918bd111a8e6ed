using Fluers.Sdk.CodeFixes.Locks;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1414FixTests
{
    private const string Note = "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public Level Level { get; set; } }\n";

    [Fact]
    public Task Fixes_by_bringing_the_value_back() => new FixTest<EnumValueFix>()
        .Published(Note + "public enum Level { Low, Normal, High }")
        .From(Note + "public enum {|FLU1414:Level|} { Low, High = 2 }")
        .To(Note + "public enum Level { Low, High = 2, Normal = 1 }")
        .RunAsync();

    [Fact]
    public Task Fixes_by_bringing_the_number_back() => new FixTest<EnumValueFix>()
        .Published(Note + "public enum Level { Low = 1, High = 2 }")
        .From(Note + "public enum Level { Low = 1, {|FLU1414:High|} = 5 }")
        .To(Note + "public enum Level { Low = 1, High = 2 }")
        .RunAsync();

    [Fact]
    public Task Fixes_by_the_next_version() => new FixTest<EnumValueFix>()
        .Second()
        .Published(Note + "public enum Level { Low, Normal, High }")
        .From(Note + "public enum {|FLU1414:Level|} { Low, High = 2 }")
        .To("""
            [SessionSchema(2)] public sealed partial class Note { [Key(0)] public Level Level { get; set; } }

            static partial class NoteHistory
            {
                public static partial V2.Note Up(V1.Note n) => n.ToV2(levelNormal: {|CS0103:_|});
            }

            public enum Level { Low, High = 2 }
            """)
        .LocksFollow()
        .RunAsync();

    [Fact]
    public Task Fixes_all_values() => new FixTest<EnumValueFix>()
        .Published(Note + "public enum Level { Low, Normal, High, Top }")
        .From(Note, "public enum {|FLU1414:{|FLU1414:Level|}|} { Low, {|FLU1414:High|} = 7 }")
        .To(Note, "public enum Level { Low, High = 2, Normal = 1, Top = 3 }")
        .RunAsync();

    [Fact]
    public Task Fixes_values_on_lines_of_their_own() => new FixTest<EnumValueFix>()
        .Published(Note + "public enum Level { Low, High = 2 }")
        .From(Note, """
            public enum {|FLU1414:Level|}
            {
                /// <summary>Low.</summary>
                Low
            }
            """)
        .To(Note, """
            public enum Level
            {
                /// <summary>Low.</summary>
                Low,
                High = 2
            }
            """)
        .RunAsync();
}
