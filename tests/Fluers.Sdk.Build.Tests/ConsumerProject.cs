using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Fluers.Sdk.Testing.Shared;

namespace Fluers.Sdk.Build.Tests;

/// <summary>A project on disk that uses the library as a package brings it: assembly, generator, targets.</summary>
internal sealed partial class ConsumerProject : SdkFolder
{
    /// <summary>The folder of this repository.</summary>
    public static readonly string Root = Path.GetFullPath(Path.Combine(SourceFolder(), "../.."));
    private static readonly string Configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;

    private static readonly string[] Verbs = ["pack", "publish"];

    /// <param name="source">Its code; <see langword="null"/> for none yet.</param>
    /// <param name="withSqlite">Whether it is a program that stores sessions in SQLite.</param>
    /// <param name="framework">Its target framework, or several.</param>
    public ConsumerProject(string? source, bool withSqlite = false, string framework = "<TargetFramework>net10.0</TargetFramework>")
    {
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                {framework}
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <ImplicitUsings>enable</ImplicitUsings>
                {(withSqlite ? "<OutputType>Exe</OutputType>" : "")}
                <_FluersBuildAssembly>{Path.Combine(AppContext.BaseDirectory, "Fluers.Sdk.Build.dll")}</_FluersBuildAssembly>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{Output("src/Fluers.Sdk", "Fluers.Sdk", "net10.0")}" />
                <Reference Include="{Path.Combine(AppContext.BaseDirectory, "MessagePack.dll")}" />
                <Reference Include="{Path.Combine(AppContext.BaseDirectory, "MessagePack.Annotations.dll")}" />
                {(withSqlite ? Sqlite() : "")}
                <Analyzer Include="{Output("generators/Fluers.Sdk.Generators", "Fluers.Sdk.Generators", "netstandard2.0")}" />
                <Analyzer Include="{Output("generators/Fluers.Sdk.CodeFixes", "Fluers.Sdk.CodeFixes", "netstandard2.0")}" />
              </ItemGroup>
              <Import Project="{Path.Combine(Root, "src/Fluers.Sdk.Build/Targets/Fluers.Sdk.targets")}" />
            </Project>
            """);
        if (source is not null)
        {
            Source = source;
        }
    }

    public string Source
    {
        set => Write("Code.cs", "using Fluers.Sdk; using MessagePack;\n" + value);
    }

    public string LockPath(string id) => At($"schemas/{id}.schema.json");

    public bool HasLocks => Directory.Exists(At("schemas"));

    public string Lock(string id) => File.ReadAllText(LockPath(id));

    /// <summary>A lock without the seals of its published versions, whose numbers say nothing to a reader.</summary>
    public string LockWithoutSeals(string id) => Seal().Replace(Lock(id), "");

    /// <summary>Builds as a developer does; packs or publishes where that is the first argument.</summary>
    /// <returns>Whether it succeeded, and everything that was said.</returns>
    public Task<(bool Succeeded, string Text)> BuildAsync(params string[] arguments) =>
        RunAsync([Verbs.Contains(arguments.FirstOrDefault()) ? arguments[0] : "build", .. arguments.Where(argument => !Verbs.Contains(argument))]);

    /// <summary>A line of output without the folder that the project happens to be in, and without the address of a diagnostic's page.</summary>
    public string Plain(string line) => HelpLink().Replace(
        line.Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(" [Consumer.csproj]", "", StringComparison.Ordinal), "");

    /// <summary>What a package would bring: the assembly, and what it and the library are built on.</summary>
    private static string Sqlite() => $"""
        <Reference Include="{Output("src/Fluers.Sdk.Sqlite", "Fluers.Sdk.Sqlite", "net10.0")}" />
                {string.Concat(PackagesOf("Fluers.Sdk").Concat(PackagesOf("Fluers.Sdk.Sqlite")).Select(package => $"""<PackageReference Include="{package}" Version="{VersionOf(package)}" />"""))}
        """;

    /// <summary>What the library needs to run, as items of a project.</summary>
    public static string PackageReferences => string.Concat(PackagesOf("Fluers.Sdk").Select(package => $"""<PackageReference Include="{package}" Version="{VersionOf(package)}" />"""));

    /// <summary>The packages that a project of this repository uses, without MessagePack, which has been given.</summary>
    private static IEnumerable<string> PackagesOf(string project) => XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj"))
        .Descendants("PackageReference")
        .Select(reference => (string)reference.Attribute("Include")!)
        .Where(package => package != "MessagePack");

    /// <summary>The version of a package that this repository uses.</summary>
    public static string VersionOf(string package) => XDocument.Load(Path.Combine(Root, "Directory.Packages.props"))
        .Descendants("PackageVersion")
        .Single(version => (string?)version.Attribute("Include") == package)
        .Attribute("Version")!.Value;

    private static string Output(string project, string name, string framework) =>
        Path.Combine(Root, project, "bin", Configuration, framework, name + ".dll");

    [GeneratedRegex(", \"seal\": \"[0-9a-f]{16}\"")]
    private static partial Regex Seal();

    [GeneratedRegex(@" \(https://[^)]+/FLU[0-9]{4}\.md\)$")]
    private static partial Regex HelpLink();

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
