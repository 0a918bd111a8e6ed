using Fluers.Sdk.Generators.Diagnostics.Conditions;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1109Tests
{
    private static Expected Under(string directive, string stored, string type = "Line") =>
        Warning(ConditionalShapeAnalyzer.ConditionalShape, directive, type, stored, directive.TrimStart('#'));

    [Fact]
    public Task Reports_a_case_that_not_every_build_lists() => Of(
        """
        [SessionUnion] public partial union Payment(Cash,
        #if !DEBUG
        Card,
        #endif
        Payment.Unknown);
        [Case(0)] public sealed partial record Cash;
        [Case(1)] public sealed partial record Card;
        """,
        Under("#if !DEBUG", "Card", "Payment"));

    [Theory]
    [InlineData("#if DEBUG\n[Key(1)] public string? Y { get; init; }\n#endif", "#if DEBUG", "[Key(1)] string? Y")]
    [InlineData("#if !DEBUG\n[Key(1)] public string? Y { get; init; }\n#endif", "#if !DEBUG", "[Key(1)] string? Y")]
    [InlineData("#if DEBUG\n[Key(1)] public int Y;\n[Key(2)] public int Z;\n#endif", "#if DEBUG", "[Key(1)] int Y and [Key(2)] int Z")]
    [InlineData("#if DEBUG\n[Key(1)]\n#else\n[IgnoreMember]\n#endif\npublic int Y { get; init; }", "#if DEBUG", "[Key(1)] int Y")]
    [InlineData("#if A\n#if B\n[Key(1)] public int Y { get; init; }\n#endif\n#endif", "#if B", "[Key(1)] int Y")]
    [InlineData("#if A\npublic void Go() { }\n#else\n#if B\n#elif C\n[Key(1)] public int Y { get; init; }\n#endif\n#endif", "#elif C", "[Key(1)] int Y")]
    public Task Reports_a_member_that_not_every_build_has(string member, string directive, string stored) =>
        Of($"[SessionPart] public sealed partial record Line {{ [Key(0)] public int X {{ get; init; }}\n{member}\n}}", Under(directive, stored));

    [Theory]
    [InlineData("[Key(1)] public\n#if DEBUG\nlong\n#else\nint\n#endif\nY { get; init; }", "[Key(1)] long Y", "[Key(1)] int Y")]
    [InlineData("[Key(1)] public\n#if DEBUG\nrequired\n#else\nvirtual\n#endif\nint Y { get; init; }", "[Key(1)] required int Y", "[Key(1)] int Y")]
    [InlineData("[Key(1)] public int Y { get; init; }\n#if DEBUG\n= 1;\n#else\n= 2;\n#endif", "[Key(1)] int Y = 1", "[Key(1)] int Y = 2")]
    [InlineData("#if DEBUG\n[Key(1)] public int Y { get; init; }\n#else\n[Key(2)] public int Y { get; init; }\n#endif", "[Key(1)] int Y", "[Key(2)] int Y")]
    [InlineData("#if DEBUG\n[Key(1)] public HashSet<int>? Y { get; init; }\n#else\n[Key(1)] public List<int>? Y { get; init; }\n#endif", "[Key(1)] set<int>? Y", "[Key(1)] list<int>? Y")]
    public Task Reports_each_branch_of_a_member_that_differs(string member, string one, string other) =>
        Of($"[SessionPart] public partial record Line {{ [Key(0)] public int X {{ get; init; }}\n{member}\n}}", Under("#if DEBUG", one), Under("#else", other));

    [Fact]
    public Task Reports_a_version_that_depends_on_the_build() => Of("""
        #if DEBUG
        [SessionSchema(2)]
        #else
        [SessionSchema(1)]
        #endif
        public sealed partial record Line;
        """, Under("#if DEBUG", "[SessionSchema(2)]"), Under("#else", "[SessionSchema(1)]"));

    [Fact]
    public Task Reports_two_declarations_of_one_type() => Of("""
        #if DEBUG
        [SessionPart] public sealed partial record Line([property: Key(0)] long X);
        #else
        [SessionPart] public sealed partial record Line([property: Key(0)] int X);
        #endif
        """, Under("#if DEBUG", "[Key(0)] long X"), Under("#else", "[Key(0)] int X"));

    [Fact]
    public Task Reports_a_part_of_the_type_that_has_no_attribute() => Of("""
        [SessionPart] public sealed partial record Line { [Key(0)] public int X { get; init; } }
        partial record Line
        {
        #if DEBUG
            [Key(1)] public int Y { get; init; }
        #endif
        }
        """, Under("#if DEBUG", "[Key(1)] int Y"));

    [Fact]
    public Task Reports_a_base_that_is_no_type_of_a_session_itself() => Of("""
        public abstract record Base
        {
            [Key(0)] public int X { get; init; }
        #if DEBUG
            [Key(1)] public int Y { get; init; }
        #endif
        }
        [SessionPart] public sealed partial record Line : Base;
        """, Under("#if DEBUG", "[Key(1)] int Y", "Base"));

    [Fact]
    public Task Reports_a_case_that_not_every_build_has() => Of("""
        [SessionUnion] public abstract partial record Payment { [Case(0)] public sealed partial record Cash : Payment; }
        #if !DEBUG
        [Case(1)] public sealed partial record Card([property: Key(0)] int Number) : Payment;
        #endif
        """, Under("#if !DEBUG", "[Case(1)] and [Key(0)] int Number", "Card"));

    [Fact]
    public Task Reports_an_enum_whose_numbers_shift() => Of("""
        public enum Level
        {
            Low,
        #if DEBUG
            Odd,
        #endif
            High,
        }
        [SessionPart] public sealed partial record Line([property: Key(0)] Level X);
        """, Under("#if DEBUG", "Odd = 1 and High = 2", "Level"));

    [Fact]
    public Task Reports_a_log_that_not_every_build_has() => Of("""
        [SessionSchema(1)]
        public sealed partial record Line
        {
        #if !DEBUG
            public SessionLog<AgentMessage> Messages { get; init; } = [];
        #endif
        }
        """, Under("#if !DEBUG", "SessionLog<AgentMessage> Messages = []"));

    [Theory]
    [InlineData("#if DEBUG\npublic void Go() { }\n[IgnoreMember] public int Z { get; set; }\n#endif")]
    [InlineData("#if DEBUG\n[Key(1)] public int Y { get; init; } = 1;\n#else\n[Key(1)]   public System.Int32   Y { get ; set ; }=1 ;\n#endif")]
    [InlineData("#if DEBUG\n[Key(1)] public IReadOnlyList<int>? Y { get; init; }\n#else\n[Key(1)] public ImmutableList<int>? Y { get; init; }\n#endif")]
    [InlineData("#if A\n#if B\n[Key(1)] public int Y { get; init; }\n#else\n[MessagePack.Key(1)] public int Y { get; init; }\n#endif\n#else\n[KeyAttribute(1)] public int Y { get; init; }\n#endif")]
    [InlineData("[Key(1)] public int Y {\n#if DEBUG\nget => _y; init => _y = value;\n#else\nget; init;\n#endif\n}\n#if DEBUG\nprivate readonly int _y;\n#endif")]
    [InlineData("#region members\n#pragma warning disable CS1591\n[Key(1)] public int Y { get; init; }\n#endregion")]
    [InlineData("[Key(1)] public string Y { get; init; } = \"#if DEBUG\";\n#if DEBUG\n// [Key(2)] public int Z { get; init; }\n#endif")]
    public Task Accepts_what_stores_the_same_in_every_build(string member) =>
        Of($"[SessionPart] public sealed partial record Line {{ [Key(0)] public int X {{ get; init; }}\n{member}\n}}");

    [Fact]
    public Task Accepts_a_type_that_only_some_builds_have_and_types_that_no_session_stores() => Of("""
        #if !DEBUG
        [SessionPart] public sealed partial record Line([property: Key(0)] int X);
        #endif
        public enum Free
        {
        #if !DEBUG
            A,
        #endif
        }
        [MessagePackObject]
        public sealed class Other
        {
            [Key(0)] public int X { get; set; }
        #if !DEBUG
            [Key(1)] public int Y { get; set; }
        #endif
        }
        """);

    [Fact]
    public async Task Reports_the_same_whatever_the_build_defines()
    {
        const string Source = """
            [SessionPart] public sealed partial record Line
            {
            #if DEBUG
                [Key(0)] public int X { get; init; }
            #endif
            }
            """;
        var debug = new Consumer { Symbols = ["DEBUG"] };
        Assert.Equal("FLU1109", Assert.Single(await GeneratorRun.Of(debug.Compile(Consumer.Usings + Source)).DiagnosticsAsync()).Id);
        Assert.Equal("FLU1109", Assert.Single(await GeneratorRun.Of(new Consumer().Compile(Consumer.Usings + Source)).DiagnosticsAsync()).Id);
    }
}
