using Fluers.Sdk.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1009Tests
{
    [Fact]
    public Task Reports_the_key_of_a_database() => Of("""
        [SessionPart] public sealed partial class Line
        {
            [System.ComponentModel.DataAnnotations.Key] public int X { get; set; }
            [Key(3)] public int Y { get; set; }
        }
        """,
        Warning(Descriptors.ForeignKey, "X", "Line", "X"),
        Error(Descriptors.NoKey, "X", "Line", "X", "has the [Key] of System.ComponentModel.DataAnnotations, not that of MessagePack; write '[MessagePack.Key(4)] public int X { get; set; }'"));

    [Fact]
    public Task Reports_it_with_an_argument_that_only_the_right_one_takes() => Of("""
        [SessionPart] public sealed partial record Line([property: System.ComponentModel.DataAnnotations.Key(0)] int X);
        """,
        Compiler("CS1729", DiagnosticSeverity.Error, "System.ComponentModel.DataAnnotations.Key(0)"),
        Warning(Descriptors.ForeignKey, "X", "Line", "X"),
        Error(Descriptors.NoKey, "X", "Line", "X", "has the [Key] of System.ComponentModel.DataAnnotations, not that of MessagePack; write '[property: MessagePack.Key(0)] int X'"));

    [Fact]
    public Task Reports_it_on_a_member_that_would_not_be_asked_for_a_key() => Of("""
        [SessionPart] public sealed partial class Line { [System.ComponentModel.DataAnnotations.Key] internal int X { get; set; } }
        """,
        Warning(Descriptors.ForeignKey, "X", "Line", "X"),
        Error(Descriptors.NoKey, "X", "Line", "X", "has the [Key] of System.ComponentModel.DataAnnotations, not that of MessagePack; write '[MessagePack.Key(0)] internal int X { get; set; }'"));

    [Fact]
    public Task Accepts_a_type_that_a_database_stores_too() => Of("""
        [SessionPart] public sealed partial class Line
        {
            [Key(0), System.ComponentModel.DataAnnotations.Key] public int X { get; set; }
            [IgnoreMember, System.ComponentModel.DataAnnotations.Key] public int Y { get; set; }
        }
        public class Row { [System.ComponentModel.DataAnnotations.Key] public int X { get; set; } }
        """);
}
