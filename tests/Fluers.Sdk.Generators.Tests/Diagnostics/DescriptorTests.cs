using System.Reflection;
using System.Text.RegularExpressions;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using Fluers.Sdk.Generators.Tests.Pages;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

/// <summary>Each diagnostic of each analyzer has all that a diagnostic has.</summary>
public sealed partial class DescriptorTests
{
    // The build reports it, and is tested where builds are.
    private const string OfTheBuild = "FLU1424";

    public static TheoryData<string> Ids => [.. Analysis.Descriptors.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_diagnostic_is_tested_both_ways(string id)
    {
        string[] names = id == OfTheBuild
            ? [.. TestName().Matches(Repository.Read($"tests/Fluers.Sdk.Build.Tests/{id}Tests.cs")).Select(test => test.Groups["name"].Value)]
            : [.. (typeof(DescriptorTests).Assembly.GetType($"{typeof(DescriptorTests).Namespace}.{id}Tests")?.GetMethods() ?? []).Where(IsTest).Select(method => method.Name)];
        Assert.Contains(names, name => name.StartsWith("Reports_", StringComparison.Ordinal));
        Assert.Contains(names, name => name.StartsWith("Accepts_", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_diagnostic_leads_to_its_page(string id)
    {
        Assert.Contains(id, Page.Ids);
        Assert.Contains($"[{id}]({id}.md)", Page.Index, StringComparison.Ordinal);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", Of(id).HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_diagnostic_is_tracked_with_its_title()
    {
        string releases = Repository.Read("generators/Fluers.Sdk.Generators/AnalyzerReleases.Shipped.md") + Repository.Read("generators/Fluers.Sdk.Generators/AnalyzerReleases.Unshipped.md");
        Assert.Equal(
            Analysis.Descriptors.Select(descriptor => $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}"),
            ReleaseRow().Matches(releases).Select(row => row.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Ids_are_never_shared() => Assert.Distinct(Analysis.Descriptors.Select(descriptor => descriptor.Id));

    [Fact]
    public void Each_descriptor_is_reported_by_an_analyzer()
    {
        IEnumerable<DiagnosticDescriptor?> declared = typeof(SchemaAnalyzer).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => (DiagnosticDescriptor?)field.GetValue(null));
        Assert.Equal(declared.OrderBy(descriptor => descriptor!.Id, StringComparer.Ordinal), Analysis.Descriptors);
    }

    [Fact]
    public void Each_diagnostic_is_on_by_default() => Assert.All(Analysis.Descriptors, descriptor => Assert.True(descriptor.IsEnabledByDefault));

    private static DiagnosticDescriptor Of(string id) => Analysis.Descriptors.Single(descriptor => descriptor.Id == id);

    private static bool IsTest(MethodInfo method) => method.IsDefined(typeof(FactAttribute), inherit: true);

    [GeneratedRegex(@"public (async )?(Task|void) (?<name>\w+)\(")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^FLU[0-9]{4} \| .*$", RegexOptions.Multiline)]
    private static partial Regex ReleaseRow();
}
