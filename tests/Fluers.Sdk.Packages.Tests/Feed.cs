using System.IO.Compression;
using System.Reflection;
using System.Runtime.CompilerServices;

[assembly: AssemblyFixture(typeof(Fluers.Sdk.Packages.Tests.Feed))]

namespace Fluers.Sdk.Packages.Tests;

/// <summary>
/// All packages, packed once as a release is: by the command of CONTRIBUTING.md in a fresh clone, which has what this folder has now. They
/// lie in a folder that is a source of packages.
/// </summary>
public sealed class Feed : IAsyncLifetime
{
    /// <summary>A version that is never released, so that nothing but this feed can have served it.</summary>
    public const string Version = "0.0.0-tests";

    public static readonly string[] Libraries =
    [
        "Fluers.Sdk", "Fluers.Sdk.AgentFramework", "Fluers.Sdk.Agents", "Fluers.Sdk.PostgreSql", "Fluers.Sdk.Redis", "Fluers.Sdk.Sqlite", "Fluers.Sdk.Testing",
    ];

    public static readonly string[] Ids = [.. Libraries, "Fluers.Sdk.Cli"];

    private readonly SdkFolder _clone = new("fluers-sdk") { Variables = { ["CI"] = "true" } };

    /// <summary>Where the packages are.</summary>
    public string Folder => _clone.At("artifacts");

    /// <summary>Where those who install them have them unpacked.</summary>
    public string Unpacked => Path.Combine(_clone.Folder, "..", "packages");

    /// <summary>Where restoring this repository has put what the packages depend on.</summary>
    public static string Restored { get; } =
        typeof(Feed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "NuGetPackageRoot").Value!;

    public async ValueTask InitializeAsync()
    {
        await Git.CloneAsync(Repository.Root, _clone);
        await PackAsync("-o", "artifacts");
    }

    /// <summary>Packs in the clone.</summary>
    public async Task PackAsync(params string[] arguments)
    {
        (bool succeeded, string text) = await _clone.RunAsync(["pack", "-c", "Release", .. arguments, $"-p:PackageVersion={Version}"]);
        Assert.True(succeeded, text);
        // NU1603: a registry may lack the exact version of something that only tests depend on.
        Assert.DoesNotContain(text.Split('\n'), line => line.Contains("warning", StringComparison.Ordinal) && !line.Contains("NU1603", StringComparison.Ordinal));
    }

    public ZipArchive Open(string id) => ZipFile.OpenRead(PathOf(id));

    public ZipArchive OpenSymbols(string id) => ZipFile.OpenRead(Path.Combine(Folder, $"{id}.{Version}.snupkg"));

    public string PathOf(string id) => Path.Combine(Folder, $"{id}.{Version}.nupkg");

    public ValueTask DisposeAsync()
    {
        _clone.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The folder that a source file is in.</summary>
    public static string FolderOf([CallerFilePath] string file = "") => Path.GetDirectoryName(Repository.Local(file))!;
}
