using Fluers.Sdk.CodeFixes.Members;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Members;

public sealed class FLU1207FixTests
{
    [Fact]
    public Task Fixes_a_time() => new FixTest<DateTimeOffsetFix>()
        .From("[SessionPart] public sealed partial record Line([property: Key(0)] DateTime {|FLU1207:At|});")
        .To("[SessionPart] public sealed partial record Line([property: Key(0)] DateTimeOffset At);")
        .RunAsync();

    [Fact]
    public Task Fixes_all_times_wherever_they_stand_in_a_type() => new FixTest<DateTimeOffsetFix>()
        .From(
            "[SessionPart] public sealed partial class Line { [Key(0)] public DateTime? {|FLU1207:At|} { get; set; } [Key(1)] public List<System.DateTime> {|FLU1207:All|} { get; set; } = []; }",
            "[SessionPart] public sealed partial class Other { [Key(0)] public Dictionary<string, DateTime> {|FLU1207:Days|} { get; set; } = []; }")
        .To(
            "[SessionPart] public sealed partial class Line { [Key(0)] public DateTimeOffset? At { get; set; } [Key(1)] public List<System.DateTimeOffset> All { get; set; } = []; }",
            "[SessionPart] public sealed partial class Other { [Key(0)] public Dictionary<string, DateTimeOffset> Days { get; set; } = []; }")
        .RunAsync();
}
