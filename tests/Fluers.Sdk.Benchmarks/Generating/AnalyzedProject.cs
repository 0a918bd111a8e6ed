using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Fluers.Sdk.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Benchmarks.Generating;

/// <summary>
/// A project of schemas with their locks, compiled by the compiler of the SDK as a process of its own: each schema in a file, with parts, an enum, a
/// union and some code.
/// </summary>
internal sealed class AnalyzedProject : IDisposable
{
    private static readonly string Compiler = typeof(AnalyzedProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Compiler").Value!;

    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-benchmarks-").FullName;

    public AnalyzedProject(int schemas)
    {
        string[] sources = [.. Enumerable.Range(0, schemas).Select(Source)];
        for (int i = 0; i < schemas; i++)
        {
            File.WriteAllText(Path.Combine(_folder, $"Order{i}.cs"), sources[i]);
        }

        string[] locks = [.. LocksOf(sources)];
        Directory.CreateDirectory(Path.Combine(_folder, "schemas"));
        foreach (string text in locks)
        {
            File.WriteAllText(LockFile(text), text);
        }

        File.WriteAllText(Path.Combine(_folder, ".globalconfig"), "is_global = true\nbuild_property.FluersLockMode = update\n");
        File.WriteAllLines(Path.Combine(_folder, "project.rsp"),
        [
            "-target:library", "-nullable:enable", "-out:project.dll", "-langversion:14", "-warnaserror+", "-analyzerconfig:.globalconfig",
            $"-analyzer:\"{typeof(SessionSchemaGenerator).Assembly.Location}\"",
            .. GeneratedProject.References.Select(reference => $"-reference:\"{((PortableExecutableReference)reference).FilePath}\""),
            .. locks.Select(text => $"-additionalfile:\"{LockFile(text)}\""),
            "*.cs",
        ]);
        if (locks.Length != schemas)
        {
            throw new InvalidOperationException($"{locks.Length} locks of {schemas} schemas.");
        }
    }

    /// <summary>Compiles the project. Nothing is to be reported, or it throws.</summary>
    /// <param name="analyze">Whether the analyzers run beside. The generator always does.</param>
    public void Build(bool analyze)
    {
        using Process process = Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", Compiler, "-nologo", "-noconfig", "@project.rsp", analyze ? "-skipanalyzers-" : "-skipanalyzers+"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 || output.Length > 0)
        {
            throw new InvalidOperationException(output);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The locks that a first build writes.</summary>
    private static IEnumerable<string> LocksOf(string[] sources)
    {
        var parseOptions = new CSharpParseOptions(LanguageVersion.CSharp14);
        var compilation = CSharpCompilation.Create(
            "Project", sources.Select(source => CSharpSyntaxTree.ParseText(source, parseOptions)), GeneratedProject.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new SessionSchemaGenerator().AsSourceGenerator()], parseOptions: parseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return output.Assembly.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.Name == nameof(SessionSchemaShapeAttribute))
            .Select(attribute => (string)attribute.ConstructorArguments[0].Value!);
    }

    private string LockFile(string text) =>
        Path.Combine(_folder, "schemas", $"{JsonDocument.Parse(text).RootElement.GetProperty("schema").GetString()}.schema.json");

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
}
