using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Fluers.Sdk.Packages.Tests.Contents;

/// <summary>What is in the packages, and what they say of themselves.</summary>
public sealed partial class ContentTests(Feed feed)
{
    [Fact]
    public void The_solution_packs_these_packages_and_no_others() => Assert.Equal(
        Feed.Ids.Select(id => $"{id}.{Feed.Version}").Order(StringComparer.Ordinal),
        Directory.GetFiles(feed.Folder, "*.nupkg").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public Task A_package_holds_what_is_listed_and_no_stray_file() => Verified.CompareAsync(
        Feed.FolderOf(), "Contents#", "txt", Feed.Ids.ToDictionary(id => $"Contents#{id}", Listed));

    [Fact]
    public void A_package_says_who_made_it_where_and_on_what_terms() => Assert.All(Feed.Ids, id =>
    {
        using ZipArchive package = feed.Open(id);
        XElement metadata = Metadata(package);

        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.Equal("expression", metadata.Element(metadata.Name.Namespace + "license")!.Attribute("type")!.Value);
        Assert.NotEmpty(Value(metadata, "authors"));
        Assert.NotEmpty(Value(metadata, "tags"));
        Assert.EndsWith(".", Value(metadata, "description"), StringComparison.Ordinal);
        Assert.NotNull(package.GetEntry(Value(metadata, "icon")));
        Assert.NotNull(package.GetEntry(Value(metadata, "readme")));
        XElement repository = metadata.Element(metadata.Name.Namespace + "repository")!;
        Assert.Equal(("git", Value(metadata, "projectUrl")), (repository.Attribute("type")!.Value, repository.Attribute("url")!.Value));
        Assert.Matches("^[0-9a-f]{40}$", repository.Attribute("commit")!.Value);
    });

    [Fact]
    public void A_package_on_top_of_another_of_ours_brings_its_generator_and_targets_along() => Assert.All(Feed.Libraries, id =>
    {
        using ZipArchive package = feed.Open(id);
        Assert.All(
            Metadata(package).Descendants().Where(element => element.Name.LocalName == "dependency" && Feed.Ids.Contains(element.Attribute("id")!.Value)),
            dependency => Assert.Equal(("All", Feed.Version), (dependency.Attribute("include")?.Value, dependency.Attribute("version")!.Value)));
    });

    [Fact]
    public void The_readme_of_a_package_leads_to_pages_and_not_to_files_that_are_elsewhere() => Assert.All(Feed.Ids, id =>
    {
        using ZipArchive package = feed.Open(id);
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open());
        string text = reader.ReadToEnd();
        Assert.StartsWith($"# {id}\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.All(Link.Matches(text), link => Assert.StartsWith("https://", link.Groups[1].Value, StringComparison.Ordinal));
    });

    [Fact]
    public async Task Packing_again_gives_the_same_bytes()
    {
        await feed.PackAsync("src/Fluers.Sdk", "--no-build", "-o", "again");
        string again = Path.Combine(feed.Folder, "..", "again", $"Fluers.Sdk.{Feed.Version}.nupkg");
        Assert.Equal(await File.ReadAllBytesAsync(feed.PathOf("Fluers.Sdk")), await File.ReadAllBytesAsync(again));
    }

    private string Listed(string id)
    {
        using ZipArchive package = feed.Open(id);
        using ZipArchive symbols = feed.OpenSymbols(id);
        var text = new StringBuilder();
        foreach (XElement dependency in Metadata(package).Descendants().Where(element => element.Name.LocalName == "dependency"))
        {
            string flags = string.Concat(dependency.Attributes().Where(attribute => attribute.Name.LocalName is "include" or "exclude").Select(attribute => $" {attribute.Name.LocalName} {attribute.Value}"));
            text.Append($"needs {dependency.Attribute("id")!.Value} for {dependency.Parent!.Attribute("targetFramework")!.Value}{flags}\n");
        }

        foreach (string file in Files(package).Order(StringComparer.Ordinal))
        {
            text.Append($"{file}\n");
        }

        foreach (string file in Files(symbols).Order(StringComparer.Ordinal))
        {
            text.Append($"symbols {file}\n");
        }

        return text.ToString();
    }

    /// <summary>The files but for those that any package has.</summary>
    private static IEnumerable<string> Files(ZipArchive package) => package.Entries
        .Select(entry => entry.FullName)
        .Where(name => name is not ("[Content_Types].xml" or "_rels/.rels") && !name.EndsWith(".psmdcp", StringComparison.Ordinal) && !name.EndsWith(".nuspec", StringComparison.Ordinal));

    private static XElement Metadata(ZipArchive package)
    {
        using Stream nuspec = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    private static string Value(XElement metadata, string name) => metadata.Element(metadata.Name.Namespace + name)!.Value;

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link { get; }
}
