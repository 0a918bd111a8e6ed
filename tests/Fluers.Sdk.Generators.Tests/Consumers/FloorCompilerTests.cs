using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Consumers;

/// <summary>The generator works in the compiler of the first .NET 10 SDK as it does in the newest.</summary>
public sealed class FloorCompilerTests
{
    [Fact]
    public async Task The_oldest_compiler_gets_the_same_texts_and_finds_nothing_wrong()
    {
        var floor = await FloorCompiler.Call<Task<IReadOnlyDictionary<string, string>>>(FeaturesAsync);
        IReadOnlyDictionary<string, string> newest = await FeaturesAsync();

        Assert.StartsWith(FloorCompiler.Version, floor["compiler"], StringComparison.Ordinal);
        Assert.NotEqual(newest["compiler"], floor["compiler"]);
        Assert.Equal("", floor["diagnostics"]);
        Assert.Equal(Texts(newest), Texts(floor));

        static IEnumerable<KeyValuePair<string, string>> Texts(IReadOnlyDictionary<string, string> all) =>
            all.Where(one => one.Key.EndsWith(".cs", StringComparison.Ordinal)).OrderBy(one => one.Key, StringComparer.Ordinal);
    }

    /// <summary>What comes of all features, as text: the compiler's own types are others on the other side.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> FeaturesAsync()
    {
        GeneratorRun run = GeneratorRun.Of(new Consumer().Compile(Features.All));
        return new Dictionary<string, string>(run.Files)
        {
            ["compiler"] = typeof(Compilation).Assembly.GetName().Version!.ToString(),
            ["diagnostics"] = string.Join("\n", (await run.DiagnosticsAsync()).Select(diagnostic => diagnostic.ToString())),
        };
    }
}
