using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>One run of the generator over a compilation, and everything that came of it.</summary>
internal sealed class GeneratorRun
{
    private readonly ImmutableArray<AdditionalText> _additional;

    private GeneratorRun(GeneratorDriver driver, Compilation output, ImmutableArray<Diagnostic> reported, ImmutableArray<AdditionalText> additional)
    {
        Driver = driver;
        Output = output;
        Reported = reported;
        _additional = additional;
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
        Of(Consumer.For(sources).Compile(sources.Select(source => Consumer.Usings + source)));

    /// <param name="compilation">The project.</param>
    /// <param name="files">Its additional files, such as locks.</param>
    public static GeneratorRun Of(CSharpCompilation compilation, params IEnumerable<AdditionalText> files) =>
        Of(compilation, isWatched: false, files);

    /// <param name="compilation">The project.</param>
    /// <param name="mode">What the build does about locks; <see langword="null"/> where the compiler is not told.</param>
    /// <param name="files">Its additional files, such as locks.</param>
    public static GeneratorRun InMode(string? mode, CSharpCompilation compilation, params IEnumerable<AdditionalText> files) =>
        Of(compilation, isWatched: false, files, mode);

    /// <summary>The same by a driver that keeps what each step gave.</summary>
    public static GeneratorRun Watched(CSharpCompilation compilation, params IEnumerable<AdditionalText> files) =>
        Of(compilation, isWatched: true, files);

    private static GeneratorRun Of(CSharpCompilation compilation, bool isWatched, IEnumerable<AdditionalText> files, string? mode = null)
    {
        ImmutableArray<AdditionalText> additional = [.. files];
        GeneratorDriver driver = NewDriver((CSharpParseOptions)compilation.SyntaxTrees[0].Options, isWatched).AddAdditionalTexts(additional);
        if (mode is not null)
        {
            driver = driver.WithUpdatedAnalyzerConfigOptions(Analysis.OptionsOf(additional, mode).AnalyzerConfigOptionsProvider);
        }

        return Next(driver, compilation, additional);
    }

    /// <summary>The same beside another generator, of which neither sees what the other one writes.</summary>
    /// <param name="text">What that writes.</param>
    public GeneratorRun CompletedBy(string text) => new(
        Driver, Output.AddSyntaxTrees(new Consumer().Parse(text, "Other.Generators/Other.Generators.MemberGenerator/Other.g.cs")), Reported, _additional);

    /// <summary>The same driver over the next state of the project, as an editor does it.</summary>
    public GeneratorRun Then(Compilation compilation) => Next(Driver, compilation, _additional);

    /// <summary>The same driver after an additional file was edited.</summary>
    public GeneratorRun Then(Compilation compilation, AdditionalText before, AdditionalText after) =>
        Next(Driver.ReplaceAdditionalText(before, after), compilation, _additional.Replace(before, after));

    private static GeneratorRun Next(GeneratorDriver driver, Compilation compilation, ImmutableArray<AdditionalText> additional)
    {
        GeneratorDriver next = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> reported);
        return new GeneratorRun(next, output, reported, additional);
    }

    /// <param name="options">How the project is parsed.</param>
    /// <param name="isWatched">Whether the driver keeps what each step gave. That costs more than all steps together, by the square of the number of types.</param>
    /// <param name="disabled">What is not printed.</param>
    public static GeneratorDriver NewDriver(CSharpParseOptions options, bool isWatched = false, IncrementalGeneratorOutputKind disabled = IncrementalGeneratorOutputKind.None) => CSharpGeneratorDriver.Create(
        [new SessionSchemaGenerator().AsSourceGenerator()],
        parseOptions: options,
        driverOptions: new GeneratorDriverOptions(disabled, trackIncrementalGeneratorSteps: isWatched));

    /// <summary>
    /// Everything that compiler, generator and analyzers have to say, in the order of the source. As the compiler does, it does not look into
    /// the bodies of methods where the generator found what nobody can silence.
    /// </summary>
    /// <param name="mode">What the build does about locks.</param>
    public async Task<Diagnostic[]> DiagnosticsAsync(string mode = "off")
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        CompilationWithAnalyzers analysis = Analysis.Of(Output, _additional, mode);
        IEnumerable<Diagnostic> all = Reported.Any(CompilerConsole.IsFinal)
            ? [.. Output.GetParseDiagnostics(cancellation), .. Output.GetDeclarationDiagnostics(cancellation), .. await analysis.GetAnalyzerDiagnosticsAsync(cancellation)]
            : await analysis.GetAllDiagnosticsAsync(cancellation);
        return
        [
            .. Reported.Where(diagnostic => !diagnostic.IsSuppressed)
                .Concat(all)
                .Distinct()   // as the compiler does: the generator reports errors that analyzers report too
                .Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden)
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>What a build prints: what each stage of the compiler has to say, up to the one that ends it.</summary>
    /// <param name="mode">What the build does about locks.</param>
    public Task<string[]> PrintAsync(string mode = "off") => CompilerConsole.PrintAsync(Output, Reported, Analysis.Of(Output, _additional, mode), TestContext.Current.CancellationToken);

    /// <summary>Asserts that nobody has anything to say.</summary>
    public async Task<GeneratorRun> IsClean()
    {
        Assert.Empty(await DiagnosticsAsync());
        return this;
    }

    /// <summary>Compiles to memory and loads.</summary>
    /// <param name="worst">The worst that the compiler may have to say.</param>
    /// <param name="library">What it refers to besides, compiled.</param>
    public Assembly Load(DiagnosticSeverity worst = DiagnosticSeverity.Warning, byte[]? library = null)
    {
        using var image = new MemoryStream();
        Diagnostic[] faults = [.. Output.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity > worst).Take(3)];
        Assert.True(faults.Length == 0, string.Join('\n', faults.Select(fault => $"{fault}\n{fault.Location.SourceTree?.GetText().Lines[fault.Location.GetLineSpan().StartLinePosition.Line]}")));
        image.Position = 0;
        var context = new AssemblyLoadContext(null, isCollectible: true);
        if (library is not null)
        {
            context.LoadFromStream(new MemoryStream(library));
        }

        return context.LoadFromStream(image);
    }
}
