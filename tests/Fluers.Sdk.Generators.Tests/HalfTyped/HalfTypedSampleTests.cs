using System.Collections.Immutable;
using Fluers.Sdk.Generators.Tests.Harness;
using Fluers.Sdk.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Tests.HalfTyped;

/// <summary>The schemas of the samples as they are being written, with their locks: neither generator nor any analyzer throws at any token.</summary>
public sealed class HalfTypedSampleTests
{
    private const string Agent = "samples/SupportAgent/Session";
    private const string Evolution = "samples/SchemaEvolution/Steps";

    /// <summary>The files with schemas, parts or hops.</summary>
    public static TheoryData<string> AgentFiles =>
        [.. FilesIn(Agent).Where(file => Repository.Read($"{Agent}/{file}") is var source && (source.Contains("[Session", StringComparison.Ordinal) || source.Contains("partial class", StringComparison.Ordinal)))];

    public static TheoryData<string> Steps =>
        [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, Evolution)).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(AgentFiles))]
    public Task Every_beginning_of_a_file_of_the_agent_is_survived(string file) => Survives(
        Repository.Read($"{Agent}/{file}"),
        FilesIn(Agent).Where(other => other != file).Select(other => Repository.Read($"{Agent}/{other}")),
        FilesIn("samples/SupportAgent/schemas", "*.json").Select(name => new TextFile($"/project/schemas/{name}", Repository.Read($"samples/SupportAgent/schemas/{name}"))));

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Every_beginning_of_a_step_is_survived_with_the_lock_of_the_steps_before(string step)
    {
        LockedProject before = new LockedProject("") { Usings = Consumer.ImplicitUsings };
        foreach (string earlier in Steps.Select(row => row.Data).Where(earlier => string.CompareOrdinal(earlier, step) < 0))
        {
            before = before.After(Repository.Read($"{Evolution}/{earlier}/Ticket.cs"));
        }

        foreach (string file in FilesIn($"{Evolution}/{step}"))
        {
            await Survives(Repository.Read($"{Evolution}/{step}/{file}"), [], before.Texts);
        }
    }

    private static IEnumerable<string> FilesIn(string folder, string pattern = "*.cs") =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static async Task Survives(string source, IEnumerable<string> others, IEnumerable<AdditionalText> locks)
    {
        var consumer = new Consumer { FollowsNull = false };   // no analyzer asks for it, and every beginning would be followed anew
        AdditionalText[] texts = [.. locks];
        CSharpCompilation whole = consumer.Compile([source, Consumer.ImplicitUsings, .. others]);
        // What all beginnings share is parsed, bound and generated once.
        GeneratorDriver driver = GeneratorRun.NewDriver(consumer.ParseOptions).AddAdditionalTexts([.. texts]).RunGenerators(whole);
        IEnumerable<(int Cut, int Index)> cuts = whole.SyntaxTrees[0].GetRoot().DescendantTokens().Select((token, i) => (token.SpanStart, i));
        AnalyzerOptions options = Analysis.OptionsOf(texts, "update");
        await Parallel.ForEachAsync(Sweep.Some(cuts, oneOf: 17), TestContext.Current.CancellationToken, async (at, cancellation) =>
        {
            int cut = at.Cut;
            CSharpCompilation broken = whole.ReplaceSyntaxTree(whole.SyntaxTrees[0], consumer.Parse(source[..cut], "File0.cs"));
            driver.RunGeneratorsAndUpdateCompilation(broken, out Compilation output, out ImmutableArray<Diagnostic> reported, cancellation);
            Assert.True(reported.All(found => found.Id.StartsWith("FLU", StringComparison.Ordinal)), $"{string.Join("\n", reported)}\n{source[..cut]}");   // what is wrong with the code, and not with the generator

            Exception? thrown = null;
            var analyzers = new CompilationWithAnalyzersOptions(
                options, (exception, _, _) => thrown = exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
            CompilationWithAnalyzers analysis = output.WithAnalyzers(Analysis.Analyzers, analyzers);
            // What is broken here may trouble what is reported there: of the other files every eighth token tells enough.
            foreach (SyntaxTree tree in broken.SyntaxTrees.Take(at.Index % 8 == 0 ? broken.SyntaxTrees.Length : 1))
            {
                await analysis.GetAnalyzerSemanticDiagnosticsAsync(output.GetSemanticModel(tree), filterSpan: null, cancellation);
            }

            Assert.True(thrown is null, $"{thrown}\n{source[..cut]}");
        });
    }
}
