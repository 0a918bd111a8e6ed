using System.Reflection;
using Fluers.Sdk.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Benchmarks.Generating;

/// <summary>A project of annotated types, and a driver with one library's generator.</summary>
internal sealed class GeneratedProject
{
    public static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Append(typeof(SessionStore).Assembly.Location)
            .Append(typeof(MessagePack.KeyAttribute).Assembly.Location)
            .Append(typeof(MemoryPack.MemoryPackableAttribute).Assembly.Location)
            .Distinct(StringComparer.Ordinal)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private readonly IIncrementalGenerator _generator;
    private readonly Func<int, int, string> _source;
    private readonly int _types;
    private readonly CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private int _edits;

    private GeneratedProject(IIncrementalGenerator generator, Func<int, int, string> source, int types)
    {
        _generator = generator;
        _source = source;
        _types = types;
        _compilation = Compile();
        _driver = Driver().RunGenerators(_compilation);
        if (_driver.GetRunResult().GeneratedTrees.Length < types)
        {
            throw new InvalidOperationException($"{generator.GetType()} generated {_driver.GetRunResult().GeneratedTrees.Length} files for {types} types.");
        }
    }

    public static GeneratedProject Bare(int types) => new(new BareGenerator(), FluersSource, types);

    public static GeneratedProject Fluers(int types) => new(new SessionSchemaGenerator(), FluersSource, types);

    public static GeneratedProject SystemTextJson(int types) => new(
        Load("System.Text.Json.SourceGeneration.dll"),
        (i, edit) => $$"""
            using System.Text.Json.Serialization;
            namespace Project;
            public sealed record Type{{i}}(string Name, int Count{{edit}}, long? Size, System.Collections.Generic.List<string> Tags);
            [JsonSerializable(typeof(Type{{i}}))] internal sealed partial class Context{{i}} : JsonSerializerContext;
            """,
        types);

    public static GeneratedProject MemoryPack(int types) => new(
        Load("MemoryPack.Generator.dll"),
        (i, edit) => $$"""
            using MemoryPack;
            namespace Project;
            [MemoryPackable] public sealed partial record Type{{i}}(string Name, int Count{{edit}}, long? Size, System.Collections.Generic.List<string> Tags);
            """,
        types);

    /// <summary>Runs the generator after a change of the project, by a driver that saw the project before; a first build has none.</summary>
    public GeneratorDriver Run(Change change) => change == Change.Cold
        ? Driver().RunGenerators(Compile())
        : _driver = _driver.RunGenerators(After(change, ++_edits));

    private CSharpCompilation After(Change change, int edit) => change == Change.Unrelated
        ? Replace(_types, $"class Unrelated {{ int X() => {edit}; }}")
        : Replace(0, _source(0, edit));

    private CSharpCompilation Replace(int tree, string text) => _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[tree], Parse(text));

    // Each tree is parsed anew: of trees that were seen before, much is known already.
    private CSharpCompilation Compile() => CSharpCompilation.Create(
        "Project",
        Enumerable.Range(0, _types).Select(i => Parse(_source(i, 0))).Append(Parse("class Unrelated { int X() => 0; }")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private GeneratorDriver Driver() => CSharpGeneratorDriver.Create(_generator).WithUpdatedParseOptions(ParseOptions);

    private static string FluersSource(int type, int edit) => $$"""
        using Fluers.Sdk; using MessagePack;
        namespace Project;
        [SessionPart] public sealed partial record Type{{type}}([property: Key(0)] string Name, [property: Key(1)] int Count{{edit}}, [property: Key(2)] long? Size, [property: Key(3)] System.Collections.Generic.List<string> Tags);
        """;

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, ParseOptions);

    private static IIncrementalGenerator Load(string file)
    {
        string path = typeof(GeneratedProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Analyzers").Value!.Split(';')
            .First(analyzer => Path.GetFileName(analyzer) == file);
        Type type = Assembly.LoadFrom(path).GetTypes()
            .First(type => !type.IsAbstract && typeof(IIncrementalGenerator).IsAssignableFrom(type) && type.GetCustomAttribute<GeneratorAttribute>() is not null);
        return (IIncrementalGenerator)Activator.CreateInstance(type)!;
    }
}
