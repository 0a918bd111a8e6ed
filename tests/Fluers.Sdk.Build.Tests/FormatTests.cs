using System.Text.RegularExpressions;

namespace Fluers.Sdk.Build.Tests;

/// <summary>The light bulb without an editor.</summary>
public sealed partial class FormatTests
{
    /// <summary>What was published, and then changed in ways that have an answer. Of each line the last version is kept.</summary>
    private const string Published = """
        [SessionSchema(1)] public sealed partial record Renamed { [Key(0)] public required string Title { get; init; } [Key(1)] public Guid? Owner { get; init; } }
        [SessionSchema(1)] public sealed partial record Decreased { [Key(0)] public int Total { get; init; } }
        [SessionSchema(1)] public sealed partial record Skipped { [Key(0)] public int Total { get; init; } }
        [SessionSchema(1)] public sealed partial record Oldest { [Key(0)] public int Total { get; init; } }
        [SessionSchema(1)] public sealed partial record Retired { [Key(0)] public int Total { get; init; } [Key(1)] public int Gone { get; init; } }
        [SessionSchema(1)] public sealed partial record Grown { [Key(0)] public int Total { get; init; } }
        [SessionSchema(1)] public sealed partial record Spelled { [Key(0)] public int Totle { get; init; } }
        [SessionSchema(1)] public sealed partial record Shrunk { [Key(0)] public int Total { get; init; } [Key(1)] public int Count { get; init; } }
        [SessionSchema(1)] public sealed partial record Moved { [Key(0)] public int Total { get; init; } }
        [SessionSchema(1)] public sealed partial record Widened { [Key(0)] public int Total { get; init; } }
        [SessionSchema(1)] public sealed partial record Typed { [Key(0)] public required string Owner { get; init; } [Key(1)] public bool Urgent { get; init; } }
        [SessionSchema(1)] public sealed partial record Nullable { [Key(0)] public int Total { get; init; } }
        [SessionSchema(1)] public sealed partial record Certain { [Key(0)] public string? Name { get; init; } }
        [SessionSchema(1)] public sealed partial record Defaulted { [Key(0)] public int Total { get; init; } }
        [SessionSchema(1)] public sealed partial record Levelled { [Key(0)] public Level Level { get; init; } [Key(1)] public Lost Lost { get; init; } }
        [SessionSchema(1)] public sealed partial record Marked { [Key(0)] public Mark? Mark { get; init; } }
        [SessionSchema(1)] public sealed partial record Listed { [Key(0)] public HashSet<int> All { get; init; } = []; }
        [SessionSchema(1)] public sealed partial record Linked { [Key(0)] public required string Link { get; init; } }
        [SessionSchema(1)] public sealed partial record Dropped { [Key(0)] public int Total { get; init; } [Key(1)] public int Old { get; init; } }
        public enum Level { Low }
        public enum Lost { One, Two }
        [SessionUnion] public abstract partial record Mark;
        [Case(0)] public sealed partial record Dot : Mark;
        """;

    private static readonly string Next = Published
        .Replace("(1)] public sealed partial record Decreased", "(2)] public sealed partial record Decreased", StringComparison.Ordinal)
        .Replace(" [Key(1)] public int Gone { get; init; }", "", StringComparison.Ordinal);

    private const string Faulty = """
        [SessionSchema(1)] public sealed partial record Called { [Key(0)] public required string Title { get; init; } [Key(1)] public Guid? Owner { get; init; } }
        [SessionSchema(1)] public sealed partial record Decreased { [Key(0)] public int Total { get; init; } }
        [SessionSchema(3)] public sealed partial record Skipped { [Key(0)] public int Total { get; init; } }
        [SessionSchema(1, OldestReadable = 2)] public sealed partial record Oldest { [Key(0)] public int Total { get; init; } }
        [SessionSchema(1)] public sealed partial record Retired { [Key(0)] public int Total { get; init; } [Key(1)] public string? New { get; init; } }
        [SessionSchema(1)] public sealed partial record Grown { [Key(0)] public int Total { get; init; } [Key(1)] public string? More { get; init; } }
        [SessionSchema(1)] public sealed partial record Spelled { [Key(0)] public int Total { get; init; } }
        [SessionSchema(1)] public sealed partial record Shrunk { [Key(0)] public int Total { get; init; } }
        [SessionSchema(1)] public sealed partial record Moved { [Key(2)] public int Total { get; init; } }
        [SessionSchema(1)] public sealed partial record Widened { [Key(0)] public long Total { get; init; } }
        [SessionSchema(1)] public sealed partial record Typed { [Key(0)] public required Guid Owner { get; init; } [Key(1)] public Priority Urgent { get; init; } }
        [SessionSchema(1)] public sealed partial record Nullable { [Key(0)] public int? Total { get; init; } }
        [SessionSchema(1)] public sealed partial record Certain { [Key(0)] public string Name { get; init; } = "none"; }
        [SessionSchema(1)] public sealed partial record Defaulted { [Key(0)] public int Total { get; init; } = 3; }
        [SessionSchema(1)] public sealed partial record Levelled { [Key(0)] public Level Level { get; init; } [Key(1)] public Lost Lost { get; init; } }
        [SessionSchema(1)] public sealed partial record Marked { [Key(0)] public Mark? Mark { get; init; } }
        [SessionSchema(1)] public sealed partial record Listed { [Key(0)] public List<int> All { get; init; } = []; }
        [SessionSchema(2)] public sealed partial record Linked { [Key(0)] public required Uri Link { get; init; } }
        [SessionSchema(2)] public sealed partial record Dropped { [Key(0)] public int Total { get; init; } }
        public enum Level { Low, High }
        public enum Lost { One }
        public enum Priority { Low, High }
        [SessionUnion] public abstract partial record Mark;
        [Case(0)] public sealed partial record Dot : Mark;
        [Case(1)] public sealed partial record Line : Mark;

        [SessionPart] public sealed record NotPartial([property: Key(0)] int X);
        [SessionPart] public sealed partial class ForDatabases { [System.ComponentModel.DataAnnotations.Key] public int X { get; set; } }
        [SessionPart] public sealed partial class NoKey { [Key(0)] public int X { get; set; } public int Y { get; set; } }
        [SessionPart] public sealed partial class Twice { [Key(0)] public int X { get; set; } [Key(0)] public int Y { get; set; } }
        [SessionPart] public sealed partial class NoSetter { [Key(0)] public int X { get; } = 3; }
        [SessionPart] public sealed partial class Undecided { [Key(0)] public string? X { get; set; } = "x"; }
        [SessionPart] public sealed partial class NoValue { [Key(0)] public string X { get; set; } = null!; }
        [SessionPart] public sealed partial class NoPart { [Key(0)] public Inner? X { get; set; } }
        public sealed class Inner { [Key(0)] public int X { get; set; } }
        [SessionPart] public sealed partial class Timed { [Key(0)] public DateTime X { get; set; } }
        [SessionUnion] public abstract partial record Shape;
        [Case(0)] public partial record Open : Shape;
        [Case(0)] public sealed partial record Same : Shape;
        public sealed record NoCase : Shape;
        public static class Uses
        {
            public static byte[] Write(Widened value) => MessagePackSerializer.Serialize(value);
            public static Shrunk Copy(Typed typed, Grown value, Shrunk other) => new() { Total = other.Total };
            public static Grown Next(Grown value) => new() { Total = value.Total, More = value.More };
        }
        """;

    [Fact]
    public async Task Formatting_from_the_command_line_repairs_all_that_has_a_fix()
    {
        using var project = new ConsumerProject(Published);
        foreach (string code in new[] { Published, Next })
        {
            project.Source = code;
            (bool published, string said) = await project.BuildAsync("-t:PublishSchemas");
            Assert.True(published, said);
        }

        project.Source = Faulty;
        (bool builds, string before) = await project.BuildAsync("-p:FluersLockMode=locked", "-p:TreatWarningsAsErrors=false");
        Assert.False(builds);
        string[] faults = [.. Id().Matches(before).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];
        Assert.True(faults.Length >= 20, string.Join(' ', faults));

        // The second time for what the first repairs brought to light: a lock that does not know of a member before its key is a free one.
        for (int run = 0; run < 2; run++)
        {
            (bool formatted, string report) = await project.RunAsync("format", "analyzers", "--no-restore");
            Assert.True(formatted, report);
        }

        (bool clean, string after) = await project.BuildAsync("-p:FluersLockMode=locked");
        Assert.True(clean, after);
        Assert.DoesNotMatch(Id(), after);
    }

    [GeneratedRegex(@"\bFLU\d{4}\b")]
    private static partial Regex Id();
}
