using System.Text.RegularExpressions;
using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1207Tests
{
    [Theory]
    [InlineData("DateTime", "DateTime")]
    [InlineData("DateTime?", "DateTime")]
    [InlineData("List<(int, DateTime)>", "List<(int, DateTime)> → (int, DateTime) → DateTime")]
    [InlineData("Dictionary<DateTime, int>", "Dictionary<DateTime, int> → DateTime")]
    [InlineData("DateTime?[,]", "DateTime?[,] → DateTime")]
    [InlineData("Box<ImmutableArray<DateTime>>", "Box<ImmutableArray<DateTime>> → ImmutableArray<DateTime> → DateTime")]
    [InlineData("(int, int, int, int, int, int, int, DateTime)", "(int, int, int, int, int, int, int, DateTime) → DateTime")]
    public Task Reports_every_member_that_holds_one_with_the_way_to_it(string type, string path) => Of(
        $"[SessionPart] public sealed partial class Line {{ [Key(0)] public required {type} A {{ get; set; }} }} [SessionPart] public sealed partial record Box<T>([property: Key(0)] T Value);",
        Warning(Descriptors.DateTimeKind, "A", "Line", "A", path, $"public required {Regex.Replace(type, @"\bDateTime\b", "DateTimeOffset")} A {{ get; set; }}"));

    [Fact]
    public Task Accepts_other_times_and_one_that_is_suppressed() => Of("""
        [SessionPart] public sealed partial class Line
        {
            [Key(0)] public DateTimeOffset A { get; set; }
            [Key(1)] public DateOnly B { get; set; }
        #pragma warning disable FLU1207
            [Key(2)] public DateTime C { get; set; }
        }
        """);
}
