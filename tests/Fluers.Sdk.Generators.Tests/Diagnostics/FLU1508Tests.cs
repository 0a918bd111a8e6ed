using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1508Tests
{
    private const string First = "public static partial V2.Note Up(V1.Note n) => n.ToV2(size: n.Text.Length);";
    private const string Second = "public static partial V3.Note Up(V2.Note n) => n.ToV3(rank: n.Size);";

    private static LockedProject Project(int oldest, string hops) => new LockedProject(
        $"[SessionSchema(3, OldestReadable = {oldest})] public sealed partial record Note([property: Key(0)] string Text, [property: Key(1)] int Size, [property: Key(2)] int Rank); static partial class NoteHistory {{ {hops} }}", "off")
        .With("note", "0 Text: string required", "0 Text: string required; 1 Size: int required");

    private static Expected TooOld(int from, int oldest) => Error(
        HistoryDescriptors.TooOld, "Up",
        $"The hop from version {from} of 'Note' is below OldestReadable = {oldest}, so the types of that version are no longer generated; delete it, or read that version again");

    [Fact]
    public async Task Reports_a_hop_of_a_version_that_is_no_longer_read()
    {
        Diagnostic[] found = await Project(2, First + Second).Generate().DiagnosticsAsync();
        Assert.Equal([TooOld(1, 2)], found.Where(diagnostic => diagnostic.Id.StartsWith("FLU", StringComparison.Ordinal)).Select(Found));
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reports_all_where_only_the_current_version_is_read()
    {
        Diagnostic[] found = await Project(3, First + Second).Generate().DiagnosticsAsync();
        Assert.Equal([TooOld(1, 3), TooOld(2, 3)], found.Where(diagnostic => diagnostic.Id.StartsWith("FLU", StringComparison.Ordinal)).Select(Found));
    }

    [Fact]
    public async Task Reports_a_hop_that_is_not_partial_too()
    {
        Diagnostic[] found = await Project(2, First.Replace("partial ", "", StringComparison.Ordinal) + Second).Generate().DiagnosticsAsync();
        Assert.Equal([TooOld(1, 2)], found.Where(diagnostic => diagnostic.Id.StartsWith("FLU", StringComparison.Ordinal)).Select(Found));
    }

    [Theory]
    [InlineData(1, First + Second)]
    [InlineData(2, Second)]
    [InlineData(3, "")]
    [InlineData(2, Second + "public static string Up(string text) => text.ToUpperInvariant(); public static string Up(Other.V1 one) => one.Text; public sealed class Other { public sealed class V1 { public string Text => \"\"; } }")]
    public Task Accepts_the_hops_of_versions_that_are_read(int oldest, string hops) => Of(Project(oldest, hops));
}
