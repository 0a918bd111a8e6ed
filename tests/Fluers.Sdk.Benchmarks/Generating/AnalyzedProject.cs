using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fluers.Sdk.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Fluers.Sdk.Benchmarks.Generating;

/// <summary>A project of schemas with their locks, as it is built: each schema in a file of its own, with parts, an enum, a union and some code.</summary>
internal sealed class AnalyzedProject
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(SessionSchemaGenerator).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private readonly string[] _sources;
    private readonly ImmutableArray<AdditionalText> _locks;

    public AnalyzedProject(int schemas)
    {
        _sources = [.. Enumerable.Range(0, schemas).Select(Source)];
        _locks = [.. Generate([]).Assembly.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.Name == nameof(SessionSchemaShapeAttribute))
            .Select((attribute, i) => new Lock((string)attribute.ConstructorArguments[0].Value!))];
        if (_locks.Length != schemas || Build(analyze: true) is var reports && reports.Length > 0)
        {
            throw new InvalidOperationException($"{_locks.Length} locks of {schemas} schemas; {string.Join('\n', Build(analyze: true).Take(3))}");
        }
    }

    /// <summary>Builds the project from its text to its assembly.</summary>
    /// <param name="analyze">Whether the analyzers run beside.</param>
    /// <returns>What they report.</returns>
    public ImmutableArray<Diagnostic> Build(bool analyze)
    {
        Compilation compilation = Generate(_locks);
        if (!analyze)
        {
            Emit(compilation);
            return [];
        }

        // As the compiler does it: both work on one compilation at the same time.
        CompilationWithAnalyzers analyzed = compilation.WithAnalyzers(Analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. _locks], new Options()), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        Task<ImmutableArray<Diagnostic>> reports = analyzed.GetAnalyzerDiagnosticsAsync();
        Emit(analyzed.Compilation);
        return reports.GetAwaiter().GetResult();
    }

    private Compilation Generate(ImmutableArray<AdditionalText> locks)
    {
        // Each tree is parsed anew: of trees that were seen before, much is known already.
        var compilation = CSharpCompilation.Create(
            "Project",
            _sources.Select(source => CSharpSyntaxTree.ParseText(source, ParseOptions)),
            GeneratedProject.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new SessionSchemaGenerator().AsSourceGenerator()], locks, ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return output;
    }

    private static void Emit(Compilation compilation)
    {
        using var image = new MemoryStream();
        if (compilation.Emit(image) is { Success: false } failed)
        {
            throw new InvalidOperationException(string.Join('\n', failed.Diagnostics.Take(3)));
        }
    }

    private static string Source(int i) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using Fluers.Sdk;
        using MessagePack;
        namespace Project;

        [SessionSchema(1)]
        public sealed partial record Order{{i}}
        {
            [Key(0)] public required string Customer { get; init; }
            [Key(1)] public int Total { get; init; } = 1;
            [Key(2)] public long? Size { get; init; }
            [Key(3)] public List<Line{{i}}> Lines { get; init; } = [];
            [Key(4)] public Level{{i}} Level { get; init; }
            [Key(5)] public Payment{{i}}? Payment { get; init; }
            [Key(6)] public Dictionary<string, DateTimeOffset> Times { get; init; } = new();
            [IgnoreMember] public bool IsLarge => Lines.Sum(line => line.Count) > 100;

            public Order{{i}} With(Line{{i}} line) => this with { Lines = [.. Lines, line], Total = Total + line.Count };
        }

        public enum Level{{i}} { Low, Normal, High }

        [SessionPart]
        public sealed partial record Line{{i}}([property: Key(0)] string Article, [property: Key(1)] int Count, [property: Key(2)] string? Note = null);

        [SessionUnion]
        public abstract partial record Payment{{i}}
        {
            [Case(0)] public sealed partial record Cash([property: Key(0)] decimal Amount) : Payment{{i}};
            [Case(1)] public sealed partial record Card([property: Key(0)] string Number, [property: Key(1)] DateOnly Until) : Payment{{i}};
        }
        """;

    /// <summary>A lock, named after the schema that its first line names.</summary>
    private sealed class Lock(string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text);

        public override string Path { get; } = $"schemas/{text.Split('"')[3]}.schema.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.FluersLockMode" ? "update" : null;
            return value is not null;
        }
    }
}
