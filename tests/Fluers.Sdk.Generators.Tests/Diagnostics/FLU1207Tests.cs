using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1207Tests
{
    [Theory]
    [InlineData("DateTime")]
    [InlineData("DateTime?")]
    [InlineData("List<(int, DateTime)>")]
    [InlineData("Dictionary<DateTime, int>")]
    public Task Reports_every_member_that_holds_one(string type) => Of(
        $"[SessionPart] public sealed partial class Line {{ [Key(0)] public required {type} A {{ get; set; }} }}", Warning(Descriptors.DateTimeKind, "A", "Line", "A"));

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
