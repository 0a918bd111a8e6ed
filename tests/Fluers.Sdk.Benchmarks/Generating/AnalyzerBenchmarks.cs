using BenchmarkDotNet.Attributes;

namespace Fluers.Sdk.Benchmarks.Generating;

/// <summary>Compiles a project of schemas with the analyzers and without them, by the SDK's compiler as a build runs it. The generator runs in both.</summary>
[WarmupCount(1), IterationCount(4), InvocationCount(1)]   // one build is an iteration, and takes seconds
public class AnalyzerBenchmarks
{
    private AnalyzedProject? _project;

    /// <summary>The number of schemas, each with its lock, two parts, a union and an enum.</summary>
    [Params(500)]
    public int Schemas { get; set; }

    /// <summary>Makes the project.</summary>
    [GlobalSetup]
    public void Make() => _project = new AnalyzedProject(Schemas);

    /// <summary>Removes it.</summary>
    [GlobalCleanup]
    public void Remove() => _project!.Dispose();

    /// <summary>Parses, generates and compiles.</summary>
    [Benchmark(Baseline = true)]
    public void Build() => _project!.Build(analyze: false);

    /// <summary>The same, and all analyzers beside.</summary>
    [Benchmark]
    public void BuildAndAnalyze() => _project!.Build(analyze: true);
}
