using System.Runtime.CompilerServices;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Caching;

/// <summary>A driver lives as long as the editor; what it has seen must not.</summary>
public sealed class LifetimeTests
{
    private static readonly SyntaxTree Stored = new Consumer().Parse(Features.Source(nameof(Features.Record)), "Stored.cs");

    [Fact]
    public void A_driver_that_ran_on_a_new_compilation_keeps_no_old_one_alive()
    {
        (GeneratorRun run, WeakReference old) = RunTwice();
        AssertDead(old);
        GC.KeepAlive(run);
    }

    [Fact]
    public void A_file_that_stays_keeps_no_old_version_of_another_alive()
    {
        (GeneratorRun run, WeakReference old) = RunAfterEdit();
        AssertDead(old);
        GC.KeepAlive(run);
    }

    [Fact]
    public void A_file_that_stays_keeps_no_project_alive_when_its_driver_is_gone()
    {
        WeakReference old = RunAndForget();
        AssertDead(old);
        GC.KeepAlive(Stored);
    }

    private static void AssertDead(WeakReference old)
    {
        for (int i = 0; i < 10 && old.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(old.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorRun Run, WeakReference Old) RunTwice()
    {
        CSharpCompilation before = new Consumer().Compile(Features.All);
        // Every tree is parsed anew: a tree that both shared would rightly stay.
        CSharpCompilation after = new Consumer().Compile(Features.All);
        return (GeneratorRun.Tracked(before).Then(after), new WeakReference(before));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorRun Run, WeakReference Old) RunAfterEdit()
    {
        CSharpCompilation before = new Consumer().Compile("class Other { int X() => 1; }").AddSyntaxTrees(Stored);
        CSharpCompilation after = new Consumer().Compile("class Other { int X() => 2; }").AddSyntaxTrees(Stored);
        return (GeneratorRun.Tracked(before).Then(after), new WeakReference(before.SyntaxTrees[0]));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunAndForget()
    {
        // A referenced project is a compilation too.
        CSharpCompilation library = new Consumer { AssemblyName = "Library" }.Compile("public class Referenced;");
        GeneratorRun.Tracked(new Consumer().Compile().AddSyntaxTrees(Stored).AddReferences(library.ToMetadataReference()));
        return new WeakReference(library);
    }
}
