using System.Text.RegularExpressions;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Pages;

/// <summary>The index of the pages lists each diagnostic as its page and its descriptor have it.</summary>
public sealed partial class IndexTests
{
    [Fact]
    public void Each_diagnostic_has_a_page_and_no_page_is_of_another() => Assert.Equal(Analysis.Descriptors.Select(descriptor => descriptor.Id), Page.Ids);

    [Fact]
    public void The_index_lists_each_diagnostic_in_its_group()
    {
        Assert.Equal(
            Analysis.Descriptors.Select(descriptor => $"| [{descriptor.Id}]({descriptor.Id}.md) | {descriptor.Title} | {SeverityOf(descriptor)} | {FixOf(descriptor)} |"),
            Row().Matches(Page.Index).Select(row => row.Value));
        Assert.Equal(
            Analysis.Descriptors.Select(descriptor => descriptor.Id[..5]).Distinct(),
            Page.Index.Split("\n## ").Select(group => Row().Matches(group).Select(row => row.Groups["id"].Value[..5]).Distinct().SingleOrDefault()).OfType<string>());
    }

    [Fact]
    public void The_index_names_those_that_cannot_be_silenced()
    {
        string sentence = Sentence().Match(Page.Index).Groups["ids"].Value;
        Assert.Equal(Analysis.Descriptors.Where(descriptor => descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable)).Select(descriptor => descriptor.Id), AnyId().Matches(sentence).Select(id => id.Value));
    }

    private static string SeverityOf(DiagnosticDescriptor descriptor) =>
        Page.Of(descriptor.Id).IsWarningThatLocksMakeAnError ? "warning; error in `locked` mode"
        : descriptor.DefaultSeverity == DiagnosticSeverity.Info ? "suggestion"
        : descriptor.DefaultSeverity.ToString().ToLowerInvariant();

    private static string FixOf(DiagnosticDescriptor descriptor) => Fix().Match(Page.Of(descriptor.Id).Status) is { Success: true } fix ? fix.Groups["what"].Value : "–";

    [GeneratedRegex(@"^\| \[(?<id>FLU[0-9]{4})\].*$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"The code fix (?<what>.*)\.$")]
    private static partial Regex Fix();

    [GeneratedRegex(@"(?<ids>FLU[^.]*) cannot be silenced")]
    private static partial Regex Sentence();

    [GeneratedRegex("FLU[0-9]{4}")]
    private static partial Regex AnyId();
}
