using Fluers.Sdk.CodeFixes.Locks;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1402FixTests
{
    private const string Version1 = "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } }";
    private const string Version2 = "[SessionSchema(2)] public sealed partial class {0} {{ [Key(0)] public int A {{ get; set; }} [Key(1)] public string? {1} {{ get; set; }} [Key(2)] public string? {2} {{ get; set; }} }}";

    [Fact]
    public Task Fixes_a_merge_of_two_drafts_by_what_the_code_says() => new FixTest<RebuildLockFix>()
        .LockText("note.schema.json", Merged("Note", "note"), Recorded.Text(Recorded.Built(Recorded.Published(FixTest<RebuildLockFix>.Usings + Version1), Code("Note", "B", "C"))))
        .From(string.Format(Version2, "{|FLU1402:Note|}", "B", "C"))
        .To(string.Format(Version2, "Note", "B", "C"))
        .RunAsync();

    [Fact]
    public Task Fixes_all_merges_with_the_base_between_them_or_without() => new FixTest<RebuildLockFix>()
        .LockText("note.schema.json", Merged("Note", "note"), Recorded.Text(Recorded.Built(Recorded.Published(FixTest<RebuildLockFix>.Usings + Version1), Code("Note", "B", "C"))))
        .LockText("page.schema.json", Merged("Page", "page", "|||||||\n"), Recorded.Text(Recorded.Built(Recorded.Published(FixTest<RebuildLockFix>.Usings + Version1.Replace("Note", "Page", StringComparison.Ordinal)), Code("Page", "B", "C"))))
        .From(string.Format(Version2, "{|FLU1402:Note|}", "B", "C"), string.Format(Version2, "{|FLU1402:Page|}", "B", "C"))
        .To(string.Format(Version2, "Note", "B", "C"), string.Format(Version2, "Page", "B", "C"))
        .RunAsync();

    [Fact]
    public Task Leaves_a_merge_of_two_published_versions_to_people() => new FixTest<RebuildLockFix>()
        .LockText("note.schema.json", Merged("Note", "note").Replace("\"draft\"", "\"published\"", StringComparison.Ordinal))
        .From(string.Format(Version2, "{|FLU1402:Note|}", "B", "C"))
        .To(string.Format(Version2, "{|FLU1402:Note|}", "B", "C"))
        .RunAsync();

    private static string Code(string name, string first, string second) => FixTest<RebuildLockFix>.Usings + string.Format(Version2, name, first, second);

    /// <summary>A lock whose newest version two branches wrote, each its own.</summary>
    private static string Merged(string name, string id, string between = "")
    {
        var published = Recorded.Published(FixTest<RebuildLockFix>.Usings + Version1.Replace("Note", name, StringComparison.Ordinal));
        string ours = Recorded.Text(Recorded.Built(published, Code(name, "Ours", "Left")));
        string theirs = Recorded.Text(Recorded.Built(published, Code(name, "Theirs", "Right")));
        Assert.Contains($"\"schema\": \"{id}\"", ours, StringComparison.Ordinal);
        string[] one = ours.Split('\n');
        string[] other = theirs.Split('\n');
        int from = Enumerable.Range(0, one.Length).First(i => one[i] != other[i]);
        int to = one.Length - Enumerable.Range(1, one.Length).First(i => one[^i] != other[^i]) + 1;
        return string.Join('\n', [.. one[..from], "<<<<<<< HEAD", .. one[from..to], $"{between}=======", .. other[from..to], ">>>>>>> branch", .. one[to..]]);
    }
}
