namespace Fluers.Sdk.Packages.Tests.Consumers;

/// <summary>A fresh folder of somebody who installs the packages. Everything that they depend on has been restored for this repository.</summary>
internal sealed class Consumer : SdkFolder
{
    public Consumer(Feed feed, string name = "consumer")
        : base(name)
    {
        Variables["NUGET_PACKAGES"] = feed.Unpacked;
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{feed.Folder}" />
                <add key="restored" value="{Feed.Restored}" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
                <add key="restored" value="{Feed.Restored}" />
              </fallbackPackageFolders>
            </configuration>
            """);

        // MessagePack's own analyzer is left out: our generator takes its place.
        Write("Directory.Build.props", """
            <Project>
              <ItemGroup>
                <PrunePackageReference Include="MessagePackAnalyzer" Version="3.999.0" />
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>Writes a project that installs packages.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="properties">What it says besides what most projects do.</param>
    /// <param name="packages">The packages; the version of all of ours is the same.</param>
    /// <param name="items">Further items.</param>
    /// <param name="sdk">Its SDK.</param>
    public void WriteProject(string path, string properties, string[] packages, string items = "", string sdk = "Microsoft.NET.Sdk") => Write(path, $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            {(properties.Contains("<TargetFramework", StringComparison.Ordinal) ? "" : "<TargetFramework>net10.0</TargetFramework>")}
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {string.Concat(packages.Select(package => $"<PackageReference Include=\"{package}\" Version=\"{Feed.Version}\" />"))}
            {items}
          </ItemGroup>
        </Project>
        """);

    /// <summary>The program that a package's readme shows.</summary>
    public static string ProgramOf(string package)
    {
        string[] blocks = File.ReadAllText(Path.Combine(Repository.Root, "src", package, "README.md")).ReplaceLineEndings("\n").Split("```csharp\n");
        return blocks[1][..blocks[1].IndexOf("```", StringComparison.Ordinal)];
    }

    /// <summary>Runs a command of the SDK that must succeed.</summary>
    /// <returns>Everything that it said.</returns>
    public async Task<string> SucceedAsync(params string[] arguments)
    {
        (bool succeeded, string text) = await RunAsync(arguments);
        Assert.True(succeeded, text);
        return text;
    }

    /// <summary>Runs a command of the SDK that must fail.</summary>
    /// <returns>Everything that it said.</returns>
    public async Task<string> FailAsync(params string[] arguments)
    {
        (bool succeeded, string text) = await RunAsync(arguments);
        Assert.False(succeeded, text);
        return text;
    }

    /// <summary>When each file was written last.</summary>
    public Dictionary<string, DateTime> Written() => Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Folder, file), File.GetLastWriteTimeUtc);
}
