using System.Reflection;
using Fluers.Sdk.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Benchmarks.Generating;

/// <summary>A project of annotated types, and a driver with one library's generator.</summary>
internal sealed class GeneratedProject
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Append(typeof(SessionStore).Assembly.Location)
            .Append(typeof(MessagePack.KeyAttribute).Assembly.Location)
            .Append(typeof(MemoryPack.MemoryPackableAttribute).Assembly.Location)
            .Distinct(StringComparer.Ordinal)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly IIncrementalGenerator _generator;
    private readonly Func<int, int, string> _source;

    private GeneratedProject(IIncrementalGenerator generator, Func<int, int, string> source, int types)
    {
        _generator = generator;
        _source = source;
        Compilation = CSharpCompilation.Create(
            "Project",
            Enumerable.Range(0, types).Select(i => Parse(source(i, 0))).Append(Parse("class Unrelated { int X() => 0; }")),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Warm = Driver().RunGenerators(Compilation);
        if (Warm.GetRunResult().GeneratedTrees.Length < types)
        {
            throw new InvalidOperationException($"{generator.GetType()} generated {Warm.GetRunResult().GeneratedTrees.Length} files for {types} types.");
        }
    }

    /// <summary>The project.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>A driver that has seen the project.</summary>
    public GeneratorDriver Warm { get; }

    public static GeneratedProject Fluers(int types) => new(
        new SessionSchemaGenerator(),
        (i, edit) => $$"""
            using Fluers.Sdk; using MessagePack;
            namespace Project;
            [SessionPart] public sealed partial record Type{{i}}([property: Key(0)] string Name, [property: Key(1)] int Count{{edit}}, [property: Key(2)] long? Size, [property: Key(3)] System.Collections.Generic.List<string> Tags);
            """,
        types);

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

    public GeneratorDriver Driver() => CSharpGeneratorDriver.Create(_generator).WithUpdatedParseOptions((CSharpParseOptions)Compilation.SyntaxTrees[0].Options);

    /// <summary>The project after an edit in a file without annotated types.</summary>
    public Compilation AfterUnrelatedEdit(int edit) =>
        Compilation.ReplaceSyntaxTree(Compilation.SyntaxTrees[^1], Parse($"class Unrelated {{ int X() => {edit}; }}"));

    /// <summary>The project after an edit of one annotated type.</summary>
    public Compilation AfterEditedType(int edit) => Compilation.ReplaceSyntaxTree(Compilation.SyntaxTrees[0], Parse(_source(0, edit)));

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp14));

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
