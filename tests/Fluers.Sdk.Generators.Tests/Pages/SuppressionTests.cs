using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Pages;

/// <summary>A diagnostic is silent where somebody says so, unless wrong code would be generated.</summary>
public sealed class SuppressionTests
{
    // Reported in a lock, where nobody can write a pragma.
    private const string OfALock = "FLU1423";

    public static TheoryData<string> Ids => PageTests.Played;

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_pragma_silences_what_may_be_silenced(string id)
    {
        LockedProject project = Page.Of(id).Before;
        Diagnostic[] found = await (project with { Source = $"#pragma warning disable {id}\n{project.Source}" }).Generate().DiagnosticsAsync("update");
        Assert.Equal(IsAlwaysReported(id) || id == OfALock, found.Any(diagnostic => diagnostic.Id == id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task An_editorconfig_silences_what_may_be_silenced(string id)
    {
        var config = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse($"[*.cs]\ndotnet_diagnostic.{id}.severity = none", "/project/.editorconfig") });
        Assert.Equal(IsAlwaysReported(id) || id == OfALock, await IsReportedAsync(id, options => options.WithSyntaxTreeOptionsProvider(new Configured(config))));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_globalconfig_silences_what_may_be_silenced(string id)
    {
        var config = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse($"is_global = true\ndotnet_diagnostic.{id}.severity = none", "/project/.globalconfig") });
        Assert.Equal(IsAlwaysReported(id), await IsReportedAsync(id, options => options.WithSyntaxTreeOptionsProvider(new Configured(config))));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_project_silences_what_may_be_silenced(string id) => Assert.Equal(
        IsAlwaysReported(id), await IsReportedAsync(id, options => options.WithSpecificDiagnosticOptions(options.SpecificDiagnosticOptions.SetItem(id, ReportDiagnostic.Suppress))));

    private static async Task<bool> IsReportedAsync(string id, Func<CSharpCompilationOptions, CSharpCompilationOptions> change)
    {
        LockedProject project = Page.Of(id).Before;
        Compilation output = project.Generate().Output;
        Compilation silenced = output.WithOptions(change((CSharpCompilationOptions)output.Options));
        return (await Analysis.Of(silenced, project.Texts, "update").GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).Any(diagnostic => diagnostic.Id == id);
    }

    private static bool IsAlwaysReported(string id) => Analysis.Descriptors.Single(descriptor => descriptor.Id == id).CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>What the compiler makes of configuration files.</summary>
    private sealed class Configured(AnalyzerConfigSet config) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            config.GetOptionsForSourcePath($"/project/{tree.FilePath}").TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            config.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
}
