using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fluers.Sdk.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>All analyzers of the library. Every test runs all of them, so that a false alarm shows wherever it is raised.</summary>
internal static class Analysis
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(SchemaAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>What they can report, each once.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Distinct().OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)];

    /// <summary>The analyzers over a project.</summary>
    /// <param name="compilation">The project with what was generated.</param>
    /// <param name="files">Its additional files, such as locks.</param>
    /// <param name="mode">What the build does about locks.</param>
    public static CompilationWithAnalyzers Of(Compilation compilation, IEnumerable<AdditionalText> files, string mode) => compilation.WithAnalyzers(
        Analyzers,
        new CompilationWithAnalyzersOptions(
            OptionsOf(files, mode), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false));

    public static AnalyzerOptions OptionsOf(IEnumerable<AdditionalText> files, string mode) => new([.. files], new Options(mode));

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
