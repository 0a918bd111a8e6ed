using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1010Tests
{
    private const string Taken = "'NoteHistory' is the name of the class for the older versions of 'Note', and something else has it; choose another: [SessionSchema({0}, History = \"NoteVersions\")]";

    private static LockedProject Project(string more, int version = 2, string options = "") => new LockedProject(
        $"[SessionSchema({version}{options})] public sealed partial record Note([property: Key(0)] string Text, [property: Key(1)] int Size = 0); {more}", "off")
        .With("note", [.. Enumerable.Repeat("0 Text: string required", version - 1)]);

    [Theory]
    [InlineData("public sealed class NoteHistory { public int Count { get; init; } }")]
    [InlineData("public sealed record NoteHistory(int Count);")]
    [InlineData("public static class NoteHistory { public const int Count = 1; }")]
    [InlineData("public partial class NoteHistory { public int Count { get; init; } }")]
    [InlineData("public partial class NoteHistory : List<int>;")]
    [InlineData("public struct NoteHistory;")]
    [InlineData("public sealed class NoteHistory { public static int Up(int x) => x + 1; }")]
    [InlineData("public enum NoteHistory { None }")]
    [InlineData("public delegate void NoteHistory();")]
    [InlineData("[SessionSchema(1)] public sealed partial record NoteHistory([property: Key(0)] int Count);")]
    [InlineData("namespace NoteHistory { public sealed class Page; }")]
    public async Task Reports_a_name_that_something_else_has(string other)
    {
        await Of(Project(other), Error(Descriptors.HistoryTaken, "Note", Taken.Replace("{0}", "2", StringComparison.Ordinal)));
        await Of(Project(other, options: ", History = \"NoteVersions\""));
    }

    [Fact]
    public Task Reports_it_before_the_first_raise() => Of(
        new LockedProject("[SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text); public sealed class NoteHistory;", "off"),
        Warning(Descriptors.HistoryTaken, "Note", Taken.Replace("{0}", "1", StringComparison.Ordinal)));

    [Fact]
    public async Task Reports_a_history_into_which_nothing_can_be_generated() => Assert.Equal(
        Error(Descriptors.HistoryTaken, "Note", "'NoteHistory' holds the older versions of 'Note', which are generated into it; write 'static partial class NoteHistory'"),
        Found((await Project("static class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(size: 1); }").Generate().DiagnosticsAsync()).First(found => found.Id.StartsWith("FLU", StringComparison.Ordinal))));

    [Theory]
    [InlineData("")]
    [InlineData("static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(size: 1); }")]
    [InlineData("partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(size: 1); }")]
    [InlineData("static partial class NoteHistory { public const int Count = 1; public static int Twice(int x) => 2 * x; }")]
    [InlineData("public sealed class NoteHistory<T>;")]
    [InlineData("namespace Other { public sealed class NoteHistory; }")]
    [InlineData("public static class Outer { public sealed class NoteHistory; }")]
    public Task Accepts_a_name_that_is_free(string other) => Of(Project(other));

    [Fact]
    public Task Accepts_a_name_that_was_chosen() =>
        Of(Project("static partial class Versions { public static partial V2.Note Up(V1.Note n) => n.ToV2(size: n.Text.Length); }", options: ", History = nameof(Versions)"));
}
