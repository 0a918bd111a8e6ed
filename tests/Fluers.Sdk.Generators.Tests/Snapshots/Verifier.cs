using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Snapshots;

/// <summary>
/// Compares what a driver generated with the files beside the test. Calls and files have the shape of
/// Verify.SourceGenerators, so that the package can take this class's place: <c>Class.Method#Hint.verified.cs</c>.
/// </summary>
internal static class Verifier
{
    public static Verification Verify(GeneratorDriver driver, [CallerFilePath] string sourceFile = "")
    {
        string method = TestContext.Current.TestMethod!.MethodName;
        string type = TestContext.Current.TestClass!.TestClassSimpleName;
        return new Verification(driver, Path.GetDirectoryName(Repository.Local(sourceFile))!, $"{type}.{method}");
    }
}

/// <summary>A comparison that runs when it is awaited.</summary>
internal sealed class Verification(GeneratorDriver driver, string folder, string prefix)
{
    private Func<GeneratedSourceResult, bool> _ignored = _ => false;
    private Func<string, string> _view = text => text;

    public Verification IgnoreGeneratedResult(Func<GeneratedSourceResult, bool> ignored)
    {
        _ignored = ignored;
        return this;
    }

    /// <summary>Compares what a view leaves of each text.</summary>
    public Verification Through(Func<string, string> view)
    {
        _view = view;
        return this;
    }

    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();

    public Task ToTask() => Verified.CompareAsync(folder, $"{prefix}#", "cs", driver.GetRunResult().Results.Single().GeneratedSources
        .Where(source => !_ignored(source))
        .ToDictionary(source => $"{prefix}#{Path.GetFileNameWithoutExtension(source.HintName)}", source => $"//HintName: {source.HintName}\n{_view($"{source.SourceText}")}"));
}
