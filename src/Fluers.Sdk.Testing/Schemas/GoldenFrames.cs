using System.Text.Json;

namespace Fluers.Sdk.Testing;

/// <summary>The frames that each published version of a schema left in <c>schemas/golden</c> when it was published.</summary>
internal sealed class GoldenFrames
{
    /// <summary>Says in the environment that frames which are missing are to be written.</summary>
    private const string Switch = "FLUERS_GOLDEN";

    private readonly string _schemas;
    private readonly string _id;

    private GoldenFrames(string schemas, string id)
    {
        _schemas = schemas;
        _id = id;
        PublishedVersions = ReadVersions(Path.Combine(schemas, $"{id}.schema.json"));
    }

    /// <summary>The versions that the lock says are published.</summary>
    public IReadOnlyList<int> PublishedVersions { get; }

    /// <summary>Finds the frames of a schema.</summary>
    /// <param name="project">The folder of its project, from any folder above the built tests.</param>
    /// <param name="schema">The schema.</param>
    public static GoldenFrames Of(string project, SessionSchema schema)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string schemas = Path.Combine(folder.FullName, project, "schemas");
            if (File.Exists(Path.Combine(schemas, $"{schema.Id}.schema.json")))
            {
                return new GoldenFrames(schemas, schema.Id);
            }
        }

        throw new InvalidOperationException(
            $"No folder above {AppContext.BaseDirectory} has {project}/schemas/{schema.Id}.schema.json, the lock of the schema; build the project once, and name it by its path from the root of the repository.");
    }

    /// <summary>The frames of a version.</summary>
    public byte[] Bytes(int version)
    {
        string path = PathOf(version);
        return File.Exists(path)
            ? File.ReadAllBytes(path)
            : throw new FileNotFoundException(
                $"Version {version} of schema '{_id}' is published and has no golden frames in {path}; {Switch}=1 in the environment makes them of the samples while that version is today's.", path);
    }

    /// <summary>Writes the frames of a version that has none, where the environment says so.</summary>
    public void WriteOnce(int version, Func<byte[]> frames)
    {
        string path = PathOf(version);
        if (Environment.GetEnvironmentVariable(Switch) is null || File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, frames());
    }

    private string PathOf(int version) => Path.Combine(_schemas, "golden", $"{_id}.v{version}.bin");

    private static int[] ReadVersions(string path)
    {
        using JsonDocument schemaLock = JsonDocument.Parse(File.ReadAllBytes(path));
        return
        [
            .. schemaLock.RootElement.GetProperty("versions").EnumerateArray()
                .Where(version => version.GetProperty("status").GetString() == "published")
                .Select(version => version.GetProperty("version").GetInt32()),
        ];
    }
}
