using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Fluers.Sdk.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>What the analyzers that look at locks say of a project.</summary>
internal static class LockReports
{
    /// <summary>Severity, id, the text that is underlined, and the message, in the order of the source.</summary>
    public static async Task<string[]> OfAsync(GeneratorRun run, IEnumerable<AdditionalText> files, string mode)
    {
        var options = new AnalyzerOptions([.. files], new Options(mode));
        ImmutableArray<Diagnostic> found = await run.Output
            .WithAnalyzers([new LockAnalyzer(), new HistoryAnalyzer()], new CompilationWithAnalyzersOptions(options, null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false, analyzerExceptionFilter: null))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. found
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
                .Select(diagnostic => $"{(diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning")} {diagnostic.Id} {Underlined(diagnostic.Location)}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}"),
        ];
    }

    private static string Underlined(Location location) =>
        location.SourceTree is { } tree ? tree.ToString().Substring(location.SourceSpan.Start, location.SourceSpan.Length) : $"{location.GetLineSpan()}";

    private sealed class Options(string mode) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(mode);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(string mode) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == LockAnalyzer.ModeProperty ? mode : null;
            return value is not null;
        }
    }
}
