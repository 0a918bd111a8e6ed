using System.Reflection;
using System.Xml.Linq;
using PublicApiGenerator;

namespace Fluers.Sdk.Packages.Tests.Api;

/// <summary>What users may call is decided, and written down.</summary>
public sealed class ApiTests
{
    [Fact]
    public Task The_public_surface_changes_only_where_somebody_looks() => Verified.CompareAsync(
        Feed.FolderOf(), "Api#", "txt",
        Feed.Libraries.ToDictionary(id => $"Api#{id}", id => Assembly.Load(id).GeneratePublicApi(Options).ReplaceLineEndings("\n") + "\n"));

    [Fact]
    public void Every_public_type_is_documented() => Assert.All(Feed.Libraries, id =>
    {
        var assembly = Assembly.Load(id);
        var documented = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Elements().Any(element => element.Name == "inheritdoc" || element.Value.Trim().Length > 0))
            .Select(member => member.Attribute("name")!.Value)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Superset(assembly.GetExportedTypes().Select(type => $"T:{type.FullName!.Replace('+', '.')}").ToHashSet(StringComparer.Ordinal), documented);
    });

    /// <summary>All namespaces; neither where a test stands, which xUnit has the compiler write down, nor what the compiler calls its own types.</summary>
    private static ApiGeneratorOptions Options { get; } = new()
    {
        IncludeAssemblyAttributes = false,
        DenyNamespacePrefixes = [],
        ExcludeAttributes = ["Xunit.FactAttribute", "Xunit.TheoryAttribute", "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute"],
    };
}
