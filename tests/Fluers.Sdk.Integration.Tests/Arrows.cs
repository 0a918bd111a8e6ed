using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Fluers.Sdk.Integration.Tests;

/// <summary>Which project may use which: the arrows of docs/architecture.md, read from the project files.</summary>
public sealed class Arrows
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(SourceFolder(), "../.."));

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Fluers.Sdk"] =
        [
            "MessagePack", "System.IO.Hashing",
            "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Diagnostics.HealthChecks",
            "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options",
        ],
        ["Fluers.Sdk.Sqlite"] = ["Fluers.Sdk", "Microsoft.Data.Sqlite"],
        ["Fluers.Sdk.PostgreSql"] = ["Fluers.Sdk", "Npgsql"],
        ["Fluers.Sdk.Redis"] = ["Fluers.Sdk", "StackExchange.Redis"],
        ["Fluers.Sdk.Agents"] = ["Fluers.Sdk", "Microsoft.Extensions.AI", "Microsoft.Extensions.Hosting.Abstractions"],
        ["Fluers.Sdk.AgentFramework"] = ["Fluers.Sdk.Agents", "Microsoft.Agents.AI.Abstractions"],
        ["Fluers.Sdk.Cli"] = ["Fluers.Sdk", "Fluers.Sdk.Sqlite", "Fluers.Sdk.PostgreSql", "Fluers.Sdk.Redis", "Spectre.Console", "System.CommandLine"],
        ["Fluers.Sdk.Testing"] = ["Fluers.Sdk", "CsCheck", "Microsoft.Extensions.AI.Abstractions", "xunit.v3.assert", "xunit.v3.extensibility.core"],
        ["Fluers.Sdk.Build"] = ["Microsoft.Build.Framework", "Microsoft.Build.Utilities.Core", "System.Reflection.Metadata", "PolySharp"],
        ["Fluers.Sdk.CodeFixes"] = ["Fluers.Sdk.Generators", "Microsoft.CodeAnalysis.CSharp.Workspaces", "Microsoft.CodeAnalysis.Analyzers", "PolySharp"],
        ["Fluers.Sdk.Generators"] = ["Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.Analyzers", "PolySharp"],
    };

    [Fact]
    public void A_product_project_uses_only_what_its_arrows_allow()
    {
        string[] projects = [.. new[] { "src", "generators" }.SelectMany(room => Directory.GetFiles(Path.Combine(Root, room), "*.csproj", SearchOption.AllDirectories))];

        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), projects.Select(NameOf).Order(StringComparer.Ordinal));
        Assert.All(projects, project => Assert.Empty(References(project).Except(Allowed[NameOf(project)], StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Path.Combine(Root, "Fluers.Sdk.sln")).Replace('\\', '/');

        string[] projects =
        [
            .. new[] { "src", "generators", "tests", "samples" }
                .Where(room => Directory.Exists(Path.Combine(Root, room)))
                .SelectMany(room => Directory.GetFiles(Path.Combine(Root, room), "*.csproj", SearchOption.AllDirectories))
                .Where(project => !project.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
        ];
        Assert.All(projects, project => Assert.Contains(Path.GetRelativePath(Root, project).Replace('\\', '/'), solution, StringComparison.Ordinal));
    }

    private static IEnumerable<string> References(string project) => XDocument.Load(project).Descendants()
        .Where(element => element.Name.LocalName is "PackageReference" or "ProjectReference")
        .Select(element => (string)element.Attribute("Include")!)
        .Select(include => include.EndsWith(".csproj", StringComparison.Ordinal) ? NameOf(include.Replace('\\', '/')) : include);

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
