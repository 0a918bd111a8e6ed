using System.Text.Json;
using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Golden;

/// <summary>
/// The frames that each published version of a schema left in <c>schemas/golden</c> when it was published. They are made once and
/// never again: every later build must read them.
/// </summary>
/// <param name="project">The folder of the project that has the schemas, from the root of the repository.</param>
internal sealed class GoldenFrames(string project)
{
    private readonly string _schemas = Path.Combine(Root(new DirectoryInfo(AppContext.BaseDirectory)), project, "schemas");

    /// <summary>Says in the environment that frames which are missing are to be written, as when a version has just been published.</summary>
    private const string Write = "FLUERS_GOLDEN";

    /// <summary>The versions of a schema that its lock says are published.</summary>
    public IReadOnlyList<int> PublishedVersions(string id)
    {
        using JsonDocument schemaLock = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_schemas, $"{id}.schema.json")));
        return
        [
            .. schemaLock.RootElement.GetProperty("versions").EnumerateArray()
                .Where(version => version.GetProperty("status").GetString() == "published")
                .Select(version => version.GetProperty("version").GetInt32()),
        ];
    }

    /// <summary>The values of a version's frames, as today's type.</summary>
    public IReadOnlyList<T> Read<T>(int version)
        where T : ISessionSchema<T>
    {
        var values = new List<T>();
        for (var frames = new FrameReader(File.ReadAllBytes(PathOf<T>(version))); frames.MoveNext();)
        {
            Assert.Equal(version, frames.Header.Version);
            values.Add(T.Schema.Decode(frames));
        }

        return values;
    }

    /// <summary>Asserts that every published version has frames that can be read, and that today's are what today's code writes.</summary>
    /// <param name="kind">What the frames hold.</param>
    /// <param name="samples">Values of today's version; they are written only where that has no frames yet.</param>
    public void Check<T>(FrameKind kind, params T[] samples)
        where T : ISessionSchema<T>
    {
        byte[] today = Encode(kind, samples);
        string path = PathOf<T>(T.Schema.Version);
        if (!File.Exists(path) && Environment.GetEnvironmentVariable(Write) is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, today);
        }

        Assert.Contains(T.Schema.Version, PublishedVersions(T.Schema.Id));
        Assert.All(PublishedVersions(T.Schema.Id), version => Assert.NotEmpty(Read<T>(version)));
        Assert.Equal(Convert.ToHexString(File.ReadAllBytes(path)), Convert.ToHexString(Encode(kind, Read<T>(T.Schema.Version))));
        Assert.Equal(Convert.ToHexString(File.ReadAllBytes(path)), Convert.ToHexString(today));
    }

    private string PathOf<T>(int version)
        where T : ISessionSchema<T> => Path.Combine(_schemas, "golden", $"{T.Schema.Id}.v{version}.bin");

    private static string Root(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("These tests run inside the repository.")
        : File.Exists(Path.Combine(folder.FullName, "Directory.Build.targets")) ? folder.FullName
        : Root(folder.Parent);

    private static byte[] Encode<T>(FrameKind kind, IEnumerable<T> values)
        where T : ISessionSchema<T>
    {
        using var frames = new FrameWriter();
        foreach (T value in values)
        {
            frames.Write(T.Schema, kind, value);
        }

        return frames.Written.ToArray();
    }
}
