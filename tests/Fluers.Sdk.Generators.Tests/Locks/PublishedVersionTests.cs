using Fluers.Sdk.Frames;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Locks;

/// <summary>What this repository has published, it keeps.</summary>
public sealed class PublishedVersionTests
{
    /// <summary>The locks of the product and the samples; those of the releases before have their frames where the sample of today has its own.</summary>
    public static TheoryData<string> SchemaLocks =>
    [
        .. new[] { "src", "samples" }
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(Repository.Root, room), "*" + SchemaLock.FileSuffix, SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(folder => folder is "bin" or "obj" or "SupportAgent.Releases"))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(SchemaLocks))]
    public void Each_published_version_has_frames_of_its_own(string file)
    {
        SchemaLock schema = LockReader.Read(Repository.Read(file));
        string[] kept = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, "golden"), $"{schema.Id}.v*.bin").Select(path => Path.GetFileName(path))];
        VersionBlock[] published = [.. schema.Versions.Where(block => block.IsPublished)];
        Assert.NotEmpty(published);
        Assert.Equal(published.Select(block => $"{schema.Id}.v{block.Version}.bin").Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
        foreach (VersionBlock block in published)
        {
            int frames = 0;
            for (var reader = new FrameReader(File.ReadAllBytes(Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, "golden", $"{schema.Id}.v{block.Version}.bin"))); reader.MoveNext(); frames++)
            {
                Assert.Equal((FrameHeader.HashOf(schema.Id), block.Version), (reader.Header.SchemaHash, reader.Header.Version));
            }

            Assert.True(frames > 0, $"{schema.Id}.v{block.Version}.bin is empty");
        }
    }
}
