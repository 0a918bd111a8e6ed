using System.IO.Compression;
using System.Reflection;
using System.Runtime.CompilerServices;

[assembly: AssemblyFixture(typeof(Fluers.Sdk.Packages.Tests.Feed))]

namespace Fluers.Sdk.Packages.Tests;

/// <summary>All packages, packed once from what was built with these tests, in a folder that is a source of packages.</summary>
public sealed class Feed : IAsyncLifetime
{
    /// <summary>A version that is never released, so that nothing but this feed can have served it.</summary>
    public const string Version = "0.0.0-tests";

    public static readonly string[] Libraries =
    [
        "Fluers.Sdk", "Fluers.Sdk.AgentFramework", "Fluers.Sdk.Agents", "Fluers.Sdk.PostgreSql", "Fluers.Sdk.Redis", "Fluers.Sdk.Sqlite", "Fluers.Sdk.Testing",
    ];

    public static readonly string[] Ids = [.. Libraries, "Fluers.Sdk.Cli"];

    private readonly string _root = Directory.CreateTempSubdirectory("fluers-feed-").FullName;

    /// <summary>Where the packages are.</summary>
    public string Folder => Path.Combine(_root, "feed");

    /// <summary>Where those who install them have them unpacked.</summary>
    public string Unpacked => Path.Combine(_root, "packages");

    /// <summary>Where restoring this repository has put what the packages depend on.</summary>
    public static string Restored { get; } =
        typeof(Feed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "NuGetPackageRoot").Value!;

    public async ValueTask InitializeAsync() => await PackAsync("Fluers.Sdk.sln", Folder);

    /// <summary>Packs a project or the solution as it was built.</summary>
    public static async Task PackAsync(string project, string folder)
    {
        using var here = new SdkFolder();
        (bool succeeded, string text) = await here.RunAsync(
            "pack", Path.Combine(Repository.Root, project), "--configuration", Repository.Configuration, "--no-build", "--output", folder, $"-p:PackageVersion={Version}");
        Assert.True(succeeded, text);
        Assert.DoesNotContain("warning", text, StringComparison.Ordinal);
    }

    public ZipArchive Open(string id) => ZipFile.OpenRead(PathOf(id));

    public ZipArchive OpenSymbols(string id) => ZipFile.OpenRead(Path.Combine(Folder, $"{id}.{Version}.snupkg"));

    public string PathOf(string id) => Path.Combine(Folder, $"{id}.{Version}.nupkg");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The folder that a source file is in.</summary>
    public static string FolderOf([CallerFilePath] string file = "") => Path.GetDirectoryName(Repository.Local(file))!;
}
