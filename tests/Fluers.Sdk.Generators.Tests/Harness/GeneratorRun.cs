using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Fluers.Sdk.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>One run of the generator over a compilation, and everything that came of it.</summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(GeneratorDriver driver, Compilation output, ImmutableArray<Diagnostic> reported)
    {
        Driver = driver;
        Output = output;
        Reported = reported;
    }

    public GeneratorDriver Driver { get; }

    /// <summary>The consumer with what was generated.</summary>
    public Compilation Output { get; }

    /// <summary>What the driver itself says, such as that the generator threw.</summary>
    public ImmutableArray<Diagnostic> Reported { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>The generated texts by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>Runs over sources that share the usual usings.</summary>
    public static GeneratorRun Of(params IEnumerable<string> sources) =>
        Of(new Consumer().Compile(sources.Select(source => Consumer.Usings + source)));

    /// <param name="compilation">The project.</param>
    /// <param name="files">Its additional files, such as locks.</param>
    public static GeneratorRun Of(CSharpCompilation compilation, params IEnumerable<AdditionalText> files) =>
        Next(NewDriver((CSharpParseOptions)compilation.SyntaxTrees[0].Options).AddAdditionalTexts([.. files]), compilation);

    /// <summary>A run that remembers what each of its steps did; where there is much to generate, that is a good part of the work.</summary>
    /// <param name="compilation">The project.</param>
    /// <param name="files">Its additional files, such as locks.</param>
    public static GeneratorRun Tracked(CSharpCompilation compilation, params IEnumerable<AdditionalText> files) =>
        Next(NewDriver((CSharpParseOptions)compilation.SyntaxTrees[0].Options, tracksSteps: true).AddAdditionalTexts([.. files]), compilation);

    /// <summary>The same driver over the next state of the project, as an editor does it.</summary>
    public GeneratorRun Then(Compilation compilation) => Next(Driver, compilation);

    /// <summary>The same driver after an additional file was edited.</summary>
    public GeneratorRun Then(Compilation compilation, AdditionalText before, AdditionalText after) => Next(Driver.ReplaceAdditionalText(before, after), compilation);

    private static GeneratorRun Next(GeneratorDriver driver, Compilation compilation)
    {
        GeneratorDriver next = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> reported);
        return new GeneratorRun(next, output, reported);
    }

    public static GeneratorDriver NewDriver(CSharpParseOptions options, bool tracksSteps = false) => CSharpGeneratorDriver.Create(
        [new SessionSchemaGenerator().AsSourceGenerator()],
        parseOptions: options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracksSteps));

    /// <summary>Everything that compiler, generator and analyzer have to say, in the order of the source.</summary>
    public async Task<Diagnostic[]> DiagnosticsAsync()
    {
        var analyzers = Output.WithAnalyzers([new SchemaAnalyzer()]);
        ImmutableArray<Diagnostic> all = await analyzers.GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. Reported.Concat(all)
                .Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden)
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Asserts that nobody has anything to say.</summary>
    public async Task<GeneratorRun> IsClean()
    {
        Assert.Empty(await DiagnosticsAsync());
        return this;
    }

    /// <summary>Compiles to memory and loads.</summary>
    /// <param name="worst">The worst that the compiler may have to say.</param>
    public Assembly Load(DiagnosticSeverity worst = DiagnosticSeverity.Warning)
    {
        using var image = new MemoryStream();
        Diagnostic[] faults = [.. Output.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity > worst).Take(3)];
        Assert.True(faults.Length == 0, string.Join('\n', faults.Select(fault => $"{fault}\n{fault.Location.SourceTree?.GetText().Lines[fault.Location.GetLineSpan().StartLinePosition.Line]}")));
        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
    }
}
