using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Benchmarks.Generating;

/// <summary>Runs generators over projects of different size: on a first build, and after an edit as in an editor.</summary>
[WarmupCount(20), IterationCount(6)]   // the compiler is a large program, and slow until the JIT has seen most of it twice
public class GeneratorBenchmarks
{
    private GeneratedProject? _project;

    /// <summary>The number of annotated types, each in a file of its own.</summary>
    [Params(1, 100, 500)]
    public int Types { get; set; }

    /// <summary>What happened since the last run.</summary>
    [Params(Change.Cold, Change.Unrelated, Change.Edited)]
    public Change Change { get; set; }

    /// <summary>Makes the project for the generator that is measured.</summary>
    [GlobalSetup(Target = nameof(Bare))]
    public void ForBare() => _project = GeneratedProject.Bare(Types);

    /// <inheritdoc cref="ForBare"/>
    [GlobalSetup(Target = nameof(Fluers))]
    public void ForFluers() => _project = GeneratedProject.Fluers(Types);

    /// <inheritdoc cref="ForBare"/>
    [GlobalSetup(Target = nameof(SystemTextJson))]
    public void ForSystemTextJson() => _project = GeneratedProject.SystemTextJson(Types);

    /// <inheritdoc cref="ForBare"/>
    [GlobalSetup(Target = nameof(MemoryPack))]
    public void ForMemoryPack() => _project = GeneratedProject.MemoryPack(Types);

    /// <summary>Finds the same types as Fluers.Sdk and reads only their names: what the compiler itself takes.</summary>
    [Benchmark(Baseline = true)]
    public GeneratorDriver Bare() => _project!.Run(Change);

    /// <summary>This library's generator.</summary>
    [Benchmark]
    public GeneratorDriver Fluers() => _project!.Run(Change);

    /// <summary>The generator of System.Text.Json.</summary>
    [Benchmark]
    public GeneratorDriver SystemTextJson() => _project!.Run(Change);

    /// <summary>MemoryPack's generator.</summary>
    [Benchmark]
    public GeneratorDriver MemoryPack() => _project!.Run(Change);
}
