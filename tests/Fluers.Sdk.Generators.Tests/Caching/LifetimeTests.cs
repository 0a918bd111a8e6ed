using System.Runtime.CompilerServices;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Caching;

/// <summary>A driver lives as long as the editor; what it has seen must not.</summary>
public sealed class LifetimeTests
{
    [Fact]
    public void A_driver_that_ran_on_a_new_compilation_keeps_no_old_one_alive()
    {
        (GeneratorRun run, WeakReference old) = RunTwice();
        for (int i = 0; i < 10 && old.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(old.IsAlive);
        GC.KeepAlive(run);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorRun Run, WeakReference Old) RunTwice()
    {
        CSharpCompilation before = new Consumer().Compile(Features.All);
        // Every tree is parsed anew: a tree that both shared would rightly stay.
        CSharpCompilation after = new Consumer().Compile(Features.All);
        return (GeneratorRun.Of(before).Then(after), new WeakReference(before));
    }
}
