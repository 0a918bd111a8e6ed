using Fluers.Sdk.CodeFixes.Locks;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Locks;

/// <summary>A change that the next version may make, and what becomes of it. Each id has its own class of these tests.</summary>
public abstract class RaiseFixCases(string id, string before, string after, string? gap = null)
{
    [Fact]
    public Task Fixes_it_by_the_next_version() => new FixTest<RaiseFix>()
        .Published(At(1, "Note", before))
        .From(At(1, "Note", Marked(after)))
        .To(At(2, "Note", Plain(after)) + Hop("Note", 2))
        .LocksFollow()
        .RunAsync();

    [Fact]
    public Task Fixes_all_by_one_raise_for_each_schema() => new FixTest<RaiseFix>()
        .Published(At(1, "Note", before) + At(1, "Page", before, "Other"), At(2, "Note", before) + At(2, "Page", before, "Other"))
        .From(At(2, "Note", Marked(after)), At(2, "Page", Marked(after), "Other"))
        .To(At(3, "Note", Plain(after)) + Hop("Note", 3), At(3, "Page", Plain(after), "Other") + Hop("Page", 3, "Other"))
        .LocksFollow()
        .RunAsync();

    private static string At(int version, string name, string members, string suffix = "") =>
        members.Replace("SCHEMA", $"[SessionSchema({version})] public sealed partial class NOTE", StringComparison.Ordinal)
            .Replace("NUMBER", $"{version}", StringComparison.Ordinal)
            .Replace("NOTE", name, StringComparison.Ordinal)
            .Replace("_T", suffix, StringComparison.Ordinal) + "\n\n";

    private string Marked(string code) => code.Replace("«", $"{{|{id}:", StringComparison.Ordinal).Replace("»", "|}", StringComparison.Ordinal);

    private static string Plain(string code) => code.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);

    private string Hop(string name, int to, string suffix = "") => gap is null ? "" : $$"""
        static partial class {{name}}History
        {
            public static partial V{{to}}.{{name}} Up(V{{to - 1}}.{{name}} {{char.ToLowerInvariant(name[0])}}) => {{char.ToLowerInvariant(name[0])}}.ToV{{to}}({{gap.Replace("o.", $"{char.ToLowerInvariant(name[0])}.", StringComparison.Ordinal).Replace("_T", suffix, StringComparison.Ordinal)}});
        }

        """;
}
