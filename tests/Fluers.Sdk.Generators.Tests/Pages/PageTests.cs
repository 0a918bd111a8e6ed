using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Pages;

/// <summary>What the page of a diagnostic says is what happens.</summary>
public sealed class PageTests
{
    // The build reports it, so the tests of the build hold its page.
    private const string OfTheBuild = "FLU1424";

    private static readonly string[] Purposes = ["cs library", "cs published", "cs before", "cs generated", "json lock before", "cs after", "json lock after", "console"];

    public static TheoryData<string> Ids => [.. Analysis.Descriptors.Select(descriptor => descriptor.Id)];

    public static TheoryData<string> Played => [.. Analysis.Descriptors.Select(descriptor => descriptor.Id).Where(id => id != OfTheBuild)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_has_the_form_of_all_others(string id)
    {
        Page page = Page.Of(id);
        DiagnosticDescriptor descriptor = Analysis.Descriptors.Single(descriptor => descriptor.Id == id);
        Assert.Equal($"# {id}: {descriptor.Title}", page.Lines[0].Replace("`", "", StringComparison.Ordinal));
        Assert.StartsWith(Word(descriptor.DefaultSeverity), page.Status, StringComparison.Ordinal);
        Assert.Contains(descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable) ? "It cannot be suppressed." : "It can be suppressed.", page.Status, StringComparison.Ordinal);
        Assert.Matches(@"(There is no code fix(: .+)?|The code fix .+)\.$", page.Status);
        Assert.Equal(["## Cause", "## How to fix", "## When to suppress", "## Example"], page.Headings);
        Assert.Empty(page.Purposes.Except(Purposes));
    }

    [Theory]
    [MemberData(nameof(Played))]
    public async Task What_a_page_shows_before_is_reported_and_nothing_else(string id)
    {
        Page page = Page.Of(id);
        foreach (string mode in new[] { "update", "locked" })
        {
            Diagnostic[] found = await (page.Before with { Mode = mode }).Generate().DiagnosticsAsync(mode);
            Assert.Equal(page.Beside.Append(id).Order(StringComparer.Ordinal), found.Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal));
            Assert.All(found.Where(diagnostic => diagnostic.Id == id), diagnostic => Assert.Equal(SeverityIn(page, mode), diagnostic.Severity));
        }
    }

    [Theory]
    [MemberData(nameof(Played))]
    public async Task What_a_page_shows_after_has_no_fault(string id)
    {
        Page page = Page.Of(id);
        LockedProject after = page.After;
        if (page.WritesLock)
        {
            // What a developer's build puts right by itself does not stop it.
            Diagnostic[] open = await after.Generate().DiagnosticsAsync("update");
            Assert.NotEmpty(open);
            Assert.All(open, diagnostic => Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity));
            after = after.Built();
            if (page.LockAfter is { } text)
            {
                Assert.Equal(text, Assert.Single(after.Files.Values));
            }
        }

        foreach (string mode in new[] { "update", "locked" })
        {
            Assert.Empty(await after.Generate().DiagnosticsAsync(mode));
        }
    }

    [Theory]
    [MemberData(nameof(Played))]
    public void A_page_shows_something_before_and_something_after(string id)
    {
        string[] purposes = [.. Page.Of(id).Purposes];
        Assert.Single(purposes, "cs before");
        Assert.NotEmpty(purposes.Intersect(["cs after", "json lock after"]));
        Assert.Equal(purposes.OrderBy(purpose => Array.IndexOf(Purposes, purpose)), purposes);
    }

    private static DiagnosticSeverity SeverityIn(Page page, string mode) => page.IsWarningThatLocksMakeAnError && mode == "locked"
        ? DiagnosticSeverity.Error
        : new[] { DiagnosticSeverity.Error, DiagnosticSeverity.Warning, DiagnosticSeverity.Info }.Single(severity => page.Status.StartsWith(Word(severity), StringComparison.Ordinal));

    private static string Word(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "An error",
        DiagnosticSeverity.Warning => "A warning",
        _ => "A suggestion",
    };
}
