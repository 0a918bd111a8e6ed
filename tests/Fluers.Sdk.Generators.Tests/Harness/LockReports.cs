using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>What the analyzers say of a project with locks.</summary>
internal static class LockReports
{
    /// <summary>Severity, id, the text that is underlined, and the message, in the order of the source.</summary>
    public static Task<string[]> OfAsync(GeneratorRun run, IEnumerable<AdditionalText> files, string mode) => OfAsync(run.Output, files, mode);

    /// <summary>The same of a project with what was generated.</summary>
    public static async Task<string[]> OfAsync(Compilation output, IEnumerable<AdditionalText> files, string mode)
    {
        ImmutableArray<Diagnostic> found = await Analysis.Of(output, files, mode).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. found
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
                .Select(diagnostic => $"{diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id} {Underlined(diagnostic.Location)}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}"),
        ];
    }

    private static string Underlined(Location location) =>
        location.SourceTree is { } tree ? tree.ToString().Substring(location.SourceSpan.Start, location.SourceSpan.Length) : $"{location.GetLineSpan()}";
}
