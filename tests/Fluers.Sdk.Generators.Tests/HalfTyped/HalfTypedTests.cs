using System.Collections.Immutable;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Tests.HalfTyped;

/// <summary>Code is broken most of the time that it is being written. Nothing throws, and what is whole is generated.</summary>
public sealed class HalfTypedTests
{
    private const string Whole = "[Fluers.Sdk.SessionPart] public sealed partial record Whole([property: MessagePack.Key(0)] int X);";

    public static TheoryData<string> FeatureNames => [.. Features.Names];

    [Theory]
    [MemberData(nameof(FeatureNames))]
    public Task Every_beginning_of_a_sample_is_survived(string feature) => SurvivesEveryCut(Features.Source(feature), []);

    [Fact]
    public Task Every_beginning_of_a_log_entry_is_survived() => SurvivesEveryMessageCut("AgentMessage");

    [Fact]
    public Task Every_beginning_of_a_union_is_survived() => SurvivesEveryMessageCut("ContentBlock");

    [Fact]
    public Task Every_beginning_of_an_envelope_is_survived() => SurvivesEveryMessageCut("SessionState");

    [Theory]
    [MemberData(nameof(FeatureNames))]
    public Task A_sample_without_any_one_of_its_tokens_is_survived(string feature)
    {
        string source = Features.Source(feature);
        return Survives(Tokens(source).Select(token => source.Remove(token.SpanStart, token.Span.Length)), []);
    }

    private static Task SurvivesEveryMessageCut(string name)
    {
        const string Folder = "src/Fluers.Sdk/Messages";
        string source = Repository.Read($"{Folder}/{name}.cs");
        return SurvivesEveryCut(Consumer.Usings + source, Repository.ReadAll(Folder).Where(other => other != source).Select(other => Consumer.Usings + other));
    }

    private static Task SurvivesEveryCut(string source, IEnumerable<string> others) =>
        Survives(Tokens(source).Select(token => source[..token.SpanStart]), others);

    private static IEnumerable<SyntaxToken> Tokens(string source) =>
        CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(token => token.SpanStart >= Consumer.Usings.Length).ToArray();

    private static async Task Survives(IEnumerable<string> sources, IEnumerable<string> others)
    {
        var consumer = new Consumer();
        CSharpCompilation compilation = consumer.Compile([Whole, "", .. others]);

        // As in an editor: what is whole was generated before the first key stroke, and what is broken is always new.
        GeneratorDriver driver = GeneratorRun.NewDriver(consumer.ParseOptions).RunGenerators(compilation, TestContext.Current.CancellationToken);
        await Parallel.ForEachAsync(sources, TestContext.Current.CancellationToken, async (source, cancellation) =>
        {
            SyntaxTree tree = consumer.Parse(source, "Broken.cs");
            CSharpCompilation broken = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], tree);
            GeneratorDriver ran = driver.RunGeneratorsAndUpdateCompilation(broken, out Compilation output, out ImmutableArray<Diagnostic> reported, cancellation);
            Assert.True(reported.IsEmpty, $"{string.Join("\n", reported)}\n{source}");
            Assert.Contains(ran.GetRunResult().Results.Single().GeneratedSources, file => file.HintName == "Whole.g.cs");

            Exception? thrown = null;
            var options = new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), (exception, _, _) => thrown = exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
            await new CompilationWithAnalyzers(output, [new SchemaAnalyzer()], options)
                .GetAnalyzerSemanticDiagnosticsAsync(output.GetSemanticModel(tree), filterSpan: null, cancellation);
            Assert.True(thrown is null, $"{thrown}\n{source}");
        });
    }
}
