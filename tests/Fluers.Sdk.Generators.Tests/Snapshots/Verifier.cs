using System.Runtime.CompilerServices;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Snapshots;

/// <summary>
/// Compares what a driver generated with the files beside the test. Calls and files have the shape of
/// Verify.SourceGenerators, so that the package can take this class's place: <c>Class.Method#Hint.verified.cs</c>.
/// </summary>
/// <remarks>To accept what was received, set the environment variable <c>VERIFY_ACCEPT</c> to 1 and look at the diff.</remarks>
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
    private static readonly bool Accept = Environment.GetEnvironmentVariable("VERIFY_ACCEPT") == "1";

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

    public async Task ToTask()
    {
        var received = driver.GetRunResult().Results.Single().GeneratedSources
            .Where(source => !_ignored(source))
            .ToDictionary(source => $"{prefix}#{Path.GetFileNameWithoutExtension(source.HintName)}", source => $"//HintName: {source.HintName}\n{_view($"{source.SourceText}")}");
        var verified = Directory.EnumerateFiles(folder, $"{prefix}#*.verified.cs")
            .ToDictionary(path => Path.GetFileName(path)[..^".verified.cs".Length], path => path);

        var different = new List<string>();
        foreach ((string name, string text) in received)
        {
            string? expected = verified.TryGetValue(name, out string? path) ? (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n") : null;
            File.Delete(Path.Combine(folder, $"{name}.received.cs"));
            if (expected != text)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.{(Accept ? "verified" : "received")}.cs"), text);
                different.Add(name);
            }
        }

        foreach (string gone in verified.Keys.Except(received.Keys))
        {
            different.Add($"{gone}, which is generated no more");
            if (Accept)
            {
                File.Delete(verified[gone]);
            }
        }

        Assert.True(Accept || different.Count == 0, $"Not as verified: {string.Join("; ", different)}");
    }
}
