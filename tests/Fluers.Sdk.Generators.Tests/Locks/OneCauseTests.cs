using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Locks;

/// <summary>Of one cause one id is told.</summary>
public sealed class OneCauseTests
{
    private const string Formatter = """
        public sealed class {0} : MessagePack.Formatters.IMessagePackFormatter<int>
        {{
            public void Serialize(ref MessagePackWriter writer, int value, MessagePackSerializerOptions options) => writer.Write(value);
            public int Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => reader.ReadInt32();
        }}
        """;

    [Theory]
    [InlineData("Key(0)] public string? A", "Key(0)] public required string A", "FLU1411")]
    [InlineData("Key(0)] public List<int>? A", "Key(0)] public required HashSet<int> A", "FLU1417")]
    [InlineData("Key(0)] public List<int>? A", "Key(0)] public required Dictionary<int, int> A", "FLU1417")]
    [InlineData("Key(0)] public int A", "Key(0)] public string? A", "FLU1409")]
    [InlineData("Key(0)] public long? A", "Key(0)] public int A", "FLU1409")]
    [InlineData("Key(0)] public int A", "Key(0)] public long? A", "FLU1408", "FLU1410")]
    public async Task A_member_of_another_type_is_told_of_once(string before, string after, params string[] ids) => Assert.Equal(ids, await ErrorsOf(Note(1, before), Note(1, after)));

    [Theory]
    [InlineData("Key(0)] public int A", "Key(0)] public string? B", "FLU1106")]
    [InlineData("Key(0)] public int A", "Key(1)] public int A", "FLU1407")]
    public async Task What_no_version_may_change_is_no_end_of_a_member(string before, string after, string id)
    {
        Releases notes = Releases.Of(Note(1, before));
        Assert.Equal([id], (await notes.ReportsOf(Note(2, after))).Select(IdOf).Except(["FLU1403"]));
    }

    [Fact]
    public async Task An_oldest_version_above_all_is_no_version_that_ends() =>
        Assert.Equal(["FLU1007"], await ErrorsOf(Note(1, "Key(0)] public int A"), Note(1, "Key(0)] public int A").Replace("Schema(1", "Schema(1, OldestReadable = 2", StringComparison.Ordinal), all: true));

    [Fact]
    public async Task A_formatter_that_is_gone_is_told_of_in_the_version_that_it_writes()
    {
        const string member = "Key(0), MessagePackFormatter(typeof({0}))] public int A";
        string before = Note(1, string.Format(null, member, "First")) + string.Format(null, Formatter, "First");
        string renamed = Note(1, string.Format(null, member, "Second")) + string.Format(null, Formatter, "Second");
        Releases notes = Releases.Of(before);
        Assert.Contains(
            "error FLU1208 Note: Version 1 of 'Note' was written by the formatter 'First', which is gone, cannot be made without arguments, or is out of reach; keep it, and give another format to a formatter of its own, in the next version",
            await notes.ReportsOf(renamed));
        Assert.Equal(["FLU1208", "FLU1409"], (await notes.ReportsOf(renamed)).Select(IdOf).Order(StringComparer.Ordinal));
        Assert.Equal(["FLU1409"], (await notes.ReportsOf(renamed + string.Format(null, Formatter, "First"))).Select(IdOf));
        Assert.Empty(await notes.ReportsOf(before));
    }

    private static async Task<IEnumerable<string>> ErrorsOf(string before, string after, bool all = false) =>
        (await Releases.Of(before).ReportsOf(after)).Where(report => all || report.StartsWith("error", StringComparison.Ordinal)).Select(IdOf).Order(StringComparer.Ordinal);

    private static string IdOf(string report) => report.Split(' ')[1];

    private static string Note(int version, string member) =>
        $"[SessionSchema({version})] public sealed partial record Note {{ [{member} {{ get; init; }} }}";
}
