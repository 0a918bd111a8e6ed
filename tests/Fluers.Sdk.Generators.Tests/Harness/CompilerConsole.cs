using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>
/// What the compiler prints, line by line in its order: first what the syntax and the generators say, then what is wrong with declarations.
/// Where one of these is an error that nobody can silence, that is all; else the bodies of methods and the analyzers follow.
/// </summary>
internal static class CompilerConsole
{
    public static async Task<string[]> PrintAsync(Compilation output, ImmutableArray<Diagnostic> generated, CompilationWithAnalyzers analyzers, CancellationToken cancellation)
    {
        List<Diagnostic> found = [.. output.GetParseDiagnostics(cancellation), .. generated, .. output.GetDeclarationDiagnostics(cancellation)];
        if (!found.Any(IsFinal))
        {
            found.AddRange(output.GetMethodBodyDiagnostics(cancellation));
            found.AddRange(await analyzers.GetAnalyzerDiagnosticsAsync(cancellation));
        }

        return
        [
            .. found.Distinct()
                .Where(diagnostic => !diagnostic.IsSuppressed && diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Select(diagnostic => new DiagnosticFormatter().Format(diagnostic, CultureInfo.InvariantCulture)),
        ];
    }

    /// <summary>Whether the compiler goes no further than the stage in which a diagnostic was reported.</summary>
    public static bool IsFinal(Diagnostic diagnostic) =>
        diagnostic.DefaultSeverity == DiagnosticSeverity.Error && diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable);
}
