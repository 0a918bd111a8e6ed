using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Benchmarks.Generating;

/// <summary>Runs the generators of the libraries over projects of different size: cold, and after an edit as in an editor.</summary>
[IterationCount(10)]
public class GeneratorBenchmarks
{
    private GeneratedProject? _fluers;
    private GeneratedProject? _json;
    private GeneratedProject? _memoryPack;
    private int _edit;

    /// <summary>The number of annotated types, each in a file of its own.</summary>
    [Params(1, 100, 500)]
    public int Types { get; set; }

    /// <summary>Makes the projects.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _fluers = GeneratedProject.Fluers(Types);
        _json = GeneratedProject.SystemTextJson(Types);
        _memoryPack = GeneratedProject.MemoryPack(Types);
    }

    /// <summary>A first build.</summary>
    [Benchmark]
    public GeneratorDriver ColdFluers() => Cold(_fluers!);

    /// <summary>A first build.</summary>
    [Benchmark]
    public GeneratorDriver ColdSystemTextJson() => Cold(_json!);

    /// <summary>A first build.</summary>
    [Benchmark]
    public GeneratorDriver ColdMemoryPack() => Cold(_memoryPack!);

    /// <summary>A key stroke in another file.</summary>
    [Benchmark]
    public GeneratorDriver UnrelatedFluers() => _fluers!.Warm.RunGenerators(_fluers.AfterUnrelatedEdit(_edit++));

    /// <summary>A key stroke in another file.</summary>
    [Benchmark]
    public GeneratorDriver UnrelatedSystemTextJson() => _json!.Warm.RunGenerators(_json.AfterUnrelatedEdit(_edit++));

    /// <summary>A key stroke in another file.</summary>
    [Benchmark]
    public GeneratorDriver UnrelatedMemoryPack() => _memoryPack!.Warm.RunGenerators(_memoryPack.AfterUnrelatedEdit(_edit++));

    /// <summary>A member of one type renamed.</summary>
    [Benchmark]
    public GeneratorDriver EditedFluers() => _fluers!.Warm.RunGenerators(_fluers.AfterEditedType(_edit++));

    /// <summary>A member of one type renamed.</summary>
    [Benchmark]
    public GeneratorDriver EditedSystemTextJson() => _json!.Warm.RunGenerators(_json.AfterEditedType(_edit++));

    /// <summary>A member of one type renamed.</summary>
    [Benchmark]
    public GeneratorDriver EditedMemoryPack() => _memoryPack!.Warm.RunGenerators(_memoryPack.AfterEditedType(_edit++));

    // A new compilation each time: one that was used before has its symbols bound already.
    private GeneratorDriver Cold(GeneratedProject project) => project.Driver().RunGenerators(project.AfterUnrelatedEdit(_edit++));
}
