using System.Collections.Immutable;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using Fluers.Sdk.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Tests.HalfTyped;

/// <summary>Code is broken most of the time that it is being written. Nothing throws, and what is whole is generated.</summary>
public sealed class HalfTypedTests
{
    /// <summary>All analyzers of the library. Where there are no versions, the one for types does all that the others do.</summary>
    private static readonly ImmutableArray<DiagnosticAnalyzer> All =
    [
        .. typeof(SchemaAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static readonly ImmutableArray<DiagnosticAnalyzer> OfTypes = [new SchemaAnalyzer()];

    private const string Whole = "[Fluers.Sdk.SessionPart] public sealed partial record Whole([property: MessagePack.Key(0)] int X);";

    public static TheoryData<string> FeatureNames => [.. Features.Names];

    [Theory]
    [MemberData(nameof(FeatureNames))]
    public Task Every_beginning_of_a_sample_is_survived(string feature) => SurvivesEveryCut(Features.Source(feature), [], [], OfTypes);

    [Fact]
    public async Task The_hops_that_the_others_break_off_are_whole() =>
        Assert.Contains("Shop.Order-History.g.cs", (await Raised.Generate().IsClean()).Files.Keys);

    [Fact]
    public Task Every_beginning_of_hops_is_survived() => SurvivesEveryCut(Consumer.Usings + Raised.Source, [], Raised.Texts, All);

    [Fact]
    public Task Hops_without_any_one_of_their_tokens_are_survived() =>
        Survives(Without(Consumer.Usings + Raised.Source), [], Raised.Texts, All);

    [Fact]
    public Task Every_beginning_of_a_log_entry_is_survived() => SurvivesEveryMessageCut("AgentMessage");

    [Fact]
    public Task Every_beginning_of_a_union_is_survived() => SurvivesEveryMessageCut("ContentBlock");

    [Fact]
    public Task Every_beginning_of_an_envelope_is_survived() => SurvivesEveryMessageCut("SessionState");

    [Theory]
    [MemberData(nameof(FeatureNames))]
    public Task A_sample_without_any_one_of_its_tokens_is_survived(string feature) =>
        Survives(Without(Features.Source(feature)), [], [], OfTypes);

    private static Task SurvivesEveryMessageCut(string name)
    {
        const string Folder = "src/Fluers.Sdk/Messages";
        string source = Repository.Read($"{Folder}/{name}.cs");
        return SurvivesEveryCut(Consumer.Usings + source, Repository.ReadAll(Folder).Where(other => other != source).Select(other => Consumer.Usings + other), [], All);
    }

    /// <summary>A schema in its third version, with a hop that is written and one that is not, beside the lock of all three.</summary>
    private static LockedProject Raised { get; } = new LockedProject("""
        namespace Shop;
        [SessionSchema(3, OldestReadable = 1)]
        public sealed partial record Order
        {
            [Key(0)] public required string Name { get; init; }
            [Key(2)] public required Priority Priority { get; init; }
            [Key(3)] public List<Line> Lines { get; init; } = [];
            [Key(4)] public Payment? Payment { get; init; }
        }
        public enum Priority { Low, High }
        [SessionPart] public sealed partial record Line([property: Key(0)] string Product, [property: Key(1)] long Count);
        [SessionUnion] public abstract partial record Payment { [Case(0)] public sealed partial record Cash : Payment; }
        static partial class OrderHistory
        {
            [Drops("Urgent")]
            public static partial V2.Order Up(V1.Order o) => o.ToV2(priority: o.Urgent ? V2.Priority.High : V2.Priority.Low, paymentCard: c => new V2.Payment.Cash());
        }
        """).With(
        "order",
        "0 Name: string required; 1 Urgent: bool; 3 Lines: list<Line> = []; 4 Payment: Payment?; part Line; 0 Product: string required; 1 Count: int required; union Payment; case 0 Cash; case 1 Card; 0 Number: string required",
        "0 Name: string required; 1 Urgent: bool retired; 2 Priority: Priority required; 3 Lines: list<Line> = []; 4 Payment: Payment?; part Line; 0 Product: string required; 1 Count: int required; union Payment; case 0 Cash; case 1 Card retired; enum Priority: int; 0 Low; 1 High",
        "draft; 0 Name: string required; 1 Urgent: bool retired; 2 Priority: Priority required; 3 Lines: list<Line> = []; 4 Payment: Payment?; part Line; 0 Product: string required; 1 Count: long required; union Payment; case 0 Cash; case 1 Card retired; enum Priority: int; 0 Low; 1 High");

    private static Task SurvivesEveryCut(string source, IEnumerable<string> others, IEnumerable<AdditionalText> locks, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        Survives(Tokens(source).Select(token => source[..token.SpanStart]), others, locks, analyzers);

    private static IEnumerable<string> Without(string source) => Tokens(source).Select(token => source.Remove(token.SpanStart, token.Span.Length));

    private static IEnumerable<SyntaxToken> Tokens(string source) =>
        CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(token => token.SpanStart >= Consumer.Usings.Length).ToArray();

    private static async Task Survives(IEnumerable<string> sources, IEnumerable<string> others, IEnumerable<AdditionalText> locks, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var consumer = new Consumer();
        CSharpCompilation compilation = consumer.Compile([Whole, "", .. others]);

        // As in an editor: what is whole was generated before the first key stroke, and what is broken is always new.
        ImmutableArray<AdditionalText> files = [.. locks];
        GeneratorDriver driver = GeneratorRun.NewDriver(consumer.ParseOptions).AddAdditionalTexts(files).RunGenerators(compilation, TestContext.Current.CancellationToken);
        await Parallel.ForEachAsync(Sweep.Some(sources, oneOf: 11), TestContext.Current.CancellationToken, async (source, cancellation) =>
        {
            SyntaxTree tree = consumer.Parse(source, "Broken.cs");
            CSharpCompilation broken = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], tree);
            GeneratorDriver ran = driver.RunGeneratorsAndUpdateCompilation(broken, out Compilation output, out ImmutableArray<Diagnostic> reported, cancellation);
            Assert.True(reported.All(found => found.Id.StartsWith("FLU", StringComparison.Ordinal)), $"{string.Join("\n", reported)}\n{source}");   // what is wrong with the code, and not with the generator
            Assert.Contains(ran.GetRunResult().Results.Single().GeneratedSources, file => file.HintName == "Whole.g.cs");

            Exception? thrown = null;
            var options = new CompilationWithAnalyzersOptions(
                new AnalyzerOptions(files), (exception, _, _) => thrown = exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
            await new CompilationWithAnalyzers(output, analyzers, options)
                .GetAnalyzerSemanticDiagnosticsAsync(output.GetSemanticModel(tree), filterSpan: null, cancellation);
            Assert.True(thrown is null, $"{thrown}\n{source}");
        });
    }
}
