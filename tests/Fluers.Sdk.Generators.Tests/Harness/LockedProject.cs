using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>A project in memory with the locks of its schemas.</summary>
internal sealed record LockedProject(string Source, string Mode = "update")
{
    /// <summary>The lock files, by name.</summary>
    public ImmutableDictionary<string, string> Files { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The same with a lock: its versions from 1 on as scripts, the last one published unless it begins with <c>draft;</c>.</summary>
    public LockedProject With(string id, params string[] versions) => WithFile($"{id}.schema.json", LockWriter.Write(new SchemaLock(id, versions
        .Select((script, number) => new VersionBlock(number + 1, !script.StartsWith("draft;", StringComparison.Ordinal), ShapeScript.Parse(script.Replace("draft;", "", StringComparison.Ordinal))))
        .ToEquatableArray())));

    public LockedProject WithFile(string name, string text) => this with { Files = Files.Add(name, text) };

    /// <summary>The lock files as the compiler is given them.</summary>
    public IEnumerable<AdditionalText> Texts => Files.Select(file => new TextFile($"/project/schemas/{file.Key}", file.Value));

    /// <summary>Runs the generator.</summary>
    public GeneratorRun Generate() => GeneratorRun.Of(new Consumer().Compile(Consumer.Usings + Source), Texts);

    /// <summary>What the analyzer of locks says: severity, id, the text that it underlines, and the message.</summary>
    public async Task<string[]> ReportsAsync()
    {
        GeneratorRun run = Generate();
        Assert.Empty(await run.DiagnosticsAsync());
        var options = new AnalyzerOptions([.. Texts], new Options(Mode));
        ImmutableArray<Diagnostic> found = await run.Output
            .WithAnalyzers([new LockAnalyzer()], new CompilationWithAnalyzersOptions(options, null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false, analyzerExceptionFilter: null))
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
