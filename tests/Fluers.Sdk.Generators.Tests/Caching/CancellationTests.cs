using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Caching;

/// <summary>An editor that no longer wants an answer is not kept waiting, and gets the next one whole.</summary>
public sealed class CancellationTests
{
    [Fact]
    public void A_cancelled_run_is_cancelled_and_leaves_the_driver_as_it_was()
    {
        CSharpCompilation compilation = new Consumer().Compile(Features.All);
        GeneratorDriver driver = GeneratorRun.NewDriver(new Consumer().ParseOptions);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => driver.RunGenerators(compilation, cancelled.Token));
        Assert.Equal(
            GeneratorRun.Of(new Consumer().Compile(Features.All)).Files.Count,
            driver.RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().GeneratedTrees.Length);
    }
}
