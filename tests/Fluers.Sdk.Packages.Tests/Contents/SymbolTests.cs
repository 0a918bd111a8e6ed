using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Fluers.Sdk.Packages.Tests.Contents;

/// <summary>Whoever steps into our code sees it.</summary>
public sealed class SymbolTests(Feed feed)
{
    [Fact]
    public void Each_library_has_the_symbols_that_belong_to_it_in_the_package_of_symbols() => Assert.All(Feed.Libraries, id =>
    {
        using ZipArchive package = feed.Open(id);
        using ZipArchive symbols = feed.OpenSymbols(id);
        string library = $"lib/net10.0/{id}";
        using PEReader assembly = Assembly(package.GetEntry(library + ".dll")!);
        using MetadataReaderProvider pdb = MetadataReaderProvider.FromPortablePdbStream(Copy(symbols.GetEntry(library + ".pdb")!));

        DebugDirectoryEntry[] entries = [.. assembly.ReadDebugDirectory()];
        DebugDirectoryEntry codeView = entries.Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);
        Guid wanted = assembly.ReadCodeViewDebugDirectoryData(codeView).Guid;
        Assert.Equal(wanted, new BlobContentId(pdb.GetMetadataReader().DebugMetadataHeader!.Id).Guid);
        Assert.Contains(entries, entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    });

    [Fact]
    public void What_runs_in_a_compiler_or_build_carries_its_symbols_in_itself()
    {
        using ZipArchive package = feed.Open("Fluers.Sdk");
        ZipArchiveEntry[] tools = [.. package.Entries.Where(entry => entry.FullName.EndsWith(".dll", StringComparison.Ordinal) && !entry.FullName.StartsWith("lib/", StringComparison.Ordinal))];

        Assert.Equal(3, tools.Length);
        Assert.All(tools, tool =>
        {
            using PEReader assembly = Assembly(tool);
            Assert.Contains(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        });
    }

    private static PEReader Assembly(ZipArchiveEntry entry) => new(Copy(entry));

    private static MemoryStream Copy(ZipArchiveEntry entry)
    {
        var copy = new MemoryStream();
        using Stream stream = entry.Open();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }
}
