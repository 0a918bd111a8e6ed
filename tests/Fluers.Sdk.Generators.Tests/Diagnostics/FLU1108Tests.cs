using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1108Tests
{
    private const string Beside = """
        public static class Ids
        {
            public static int Last;
            public const string Constant = "c";
            private static readonly Random Source = new(7);
            private static int s_next;
            private static readonly Dictionary<int, string> Names = [];
            public static Guid Fresh() => Later();
            private static Guid Later() { return Fixed is "" ? Later() : Guid.NewGuid(); }
            public static string Fixed => nameof(DateTime.Now) + typeof(Random).Name;
            public static DateTimeOffset Started { get; } = DateTimeOffset.UtcNow;
            public static readonly DateTimeOffset Since = new(DateTime.UnixEpoch);
            public static int Counted() => s_next++ > 0 ? s_next : Names.Count;
            public static int Rolled => Source.Next();
        }
        public sealed class Stamp { public Stamp() => Text = $"{Environment.TickCount64}"; public string Text { get; } }

        """;

    [Theory]
    [InlineData("Guid", "Guid.NewGuid()", "Guid.NewGuid: chance")]
    [InlineData("DateTimeOffset", "DateTimeOffset.UtcNow.AddDays(1)", "DateTimeOffset.UtcNow: the clock")]
    [InlineData("DateTimeOffset", "TimeProvider.System.GetUtcNow()", "TimeProvider.System: the clock")]
    [InlineData("string", "Environment.MachineName", "Environment.MachineName: the machine")]
    [InlineData("int", "new Random().Next()", "Random: chance")]
    [InlineData("int", "\"a\".GetHashCode()", "String.GetHashCode: a hash that is another one in each process")]
    [InlineData("int", "HashCode.Combine(1, 2)", "HashCode.Combine: a hash that is another one in each process")]
    [InlineData("string", "DateTime.UnixEpoch.ToLocalTime().ToString(\"O\")", "DateTime.ToLocalTime: the machine")]
    [InlineData("string[]", "[System.IO.Path.GetRandomFileName()]", "Path.GetRandomFileName: chance")]
    [InlineData("int", "Ids.Last", "Ids.Last: state that anyone may change")]
    [InlineData("Guid", "Ids.Fresh()", "Ids.Fresh → Ids.Later → Guid.NewGuid: chance")]
    [InlineData("DateTimeOffset", "Ids.Started", "Ids.Started → DateTimeOffset.UtcNow: the clock")]
    [InlineData("int", "Ids.Rolled", "Ids.Rolled → Ids.Source → Random: chance")]
    [InlineData("string", "new Stamp().Text", "Stamp → Environment.TickCount64: the machine")]
    public Task Reports_a_default_that_is_another_one_each_time(string type, string value, string source) => Of(
        $"{Beside}[SessionPart] public sealed partial record Line {{ [Key(0)] public {type} X {{ get; init; }} = {value}; }}",
        Warning(Descriptors.NotConstant, "X", "Line", "X", $"is another one each time ({source}), so a value read without it would change with every read; make it required, or give it when the object is made"));

    [Theory]
    [InlineData("DateTimeOffset", "Ids.Since", "Ids.Since")]
    [InlineData("string", "Ids.Fixed", "Ids.Fixed")]
    [InlineData("int", "Ids.Counted()", "Ids.Counted")]
    [InlineData("List<int>", "[1, Ids.Counted()]", "Ids.Counted")]
    [InlineData("int", "2.Doubled()", "More.Doubled")]
    public Task Reports_a_default_that_may_change_somewhere_else(string type, string value, string source) => Of(
        $"{Beside}public static class More {{ public static int Doubled(this int x) => 2 * x; }} [SessionPart] public sealed partial record Line {{ [Key(0)] public {type} X {{ get; init; }} = {value}; }}",
        Warning(Descriptors.NotConstant, "X", "Line", "X", $"comes from {source}, and what it is there may change without a change here that the lock could see; write the value itself, or make that a constant"));

    [Theory]
    [InlineData("Guid", "Guid.Empty")]
    [InlineData("Guid", "new(\"00112233-4455-6677-8899-aabbccddeeff\")")]
    [InlineData("List<string>", "[]")]
    [InlineData("List<string>", "new()")]
    [InlineData("Dictionary<string, int>", "new(StringComparer.Ordinal)")]
    [InlineData("string", "nameof(Guid.NewGuid)")]
    [InlineData("string", "string.Concat(nameof(DateTime.Now), Environment.NewLine)")]
    [InlineData("string", "Ids.Constant + \"a\"")]
    [InlineData("string[]", "[Ids.Constant]")]
    [InlineData("DateTimeOffset", "DateTimeOffset.UnixEpoch")]
    [InlineData("TimeSpan", "TimeSpan.FromDays(DateTime.UnixEpoch.Day)")]
    [InlineData("int", "5.GetHashCode()")]
    [InlineData("ImmutableArray<DayOfWeek>", "[DayOfWeek.Monday]")]
    public Task Accepts_a_default_that_is_always_the_same(string type, string value) =>
        Of($"{Beside}[SessionPart] public sealed partial record Line {{ [Key(0)] public {type} X {{ get; init; }} = {value}; }}");

    [Fact]
    public Task Accepts_what_is_not_a_default() => Of("""
        [SessionPart] public sealed partial class Line
        {
            public Line() => Id = Guid.NewGuid();
            [Key(0)] public required Guid Id { get; set; } = Guid.NewGuid();
            [IgnoreMember] public DateTimeOffset Loaded { get; } = DateTimeOffset.UtcNow;
            [IgnoreMember] public TimeSpan Age => DateTimeOffset.UtcNow - Loaded;
            public static Line Make() => new() { Id = Guid.NewGuid() };
        }
        """);
}
