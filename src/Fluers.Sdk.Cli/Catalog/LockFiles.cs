using System.Reflection;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Cli.Catalog;

/// <summary>Finds locks.</summary>
internal static class LockFiles
{
    // Where builds and package managers keep copies.
    private static readonly HashSet<string> Passed = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "node_modules", "packages" };

    /// <summary>The locks at paths, each a lock or a folder, in ordinal order of their paths.</summary>
    /// <exception cref="Failure">A path is not there, or a lock is malformed.</exception>
    public static IReadOnlyList<LockFile> At(IEnumerable<string> paths) =>
        [.. PathsAt(paths).Select(path => new LockFile(path, Read(path, File.ReadAllText(Surroundings.Current.Full(path)))))];

    /// <summary>The paths of the locks at paths, each a lock or a folder, in ordinal order.</summary>
    /// <exception cref="Failure">A path is not there.</exception>
    public static IEnumerable<string> PathsAt(IEnumerable<string> paths) => paths.SelectMany(Find).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The locks of the SDK's own schemas.</summary>
    public static IReadOnlyList<LockFile> Own { get; } = [.. OwnNames().Select(name => new LockFile("Fluers.Sdk", Read(name, OwnText(name))))];

    /// <exception cref="Failure">The text is no lock.</exception>
    public static SchemaLock Read(string path, string text)
    {
        try
        {
            return LockReader.Read(text);
        }
        catch (LockException e)
        {
            throw new Failure(ExitCode.Storage, $"The lock '{path}' cannot be read: {e.Message}; {e.Answer}.", e);
        }
    }

    private static IEnumerable<string> Find(string path)
    {
        string full = Surroundings.Current.Full(path);
        if (File.Exists(full))
        {
            return [Tidy(full)];
        }

        return Directory.Exists(full)
            ? In(new DirectoryInfo(full)).Select(Tidy)
            : throw Failure.NotFound($"There is no lock and no folder at '{path}'. Give --schemas the folder of a project, or of its locks.");
    }

    private static IEnumerable<string> In(DirectoryInfo folder)
    {
        IEnumerable<string> here = folder.EnumerateFiles("*" + SchemaLock.FileSuffix).Select(file => file.FullName);
        IEnumerable<DirectoryInfo> below = folder.EnumerateDirectories()
            .Where(child => !Passed.Contains(child.Name) && !child.Name.StartsWith('.') && !child.Attributes.HasFlag(FileAttributes.ReparsePoint));
        return here.Concat(below.SelectMany(In));
    }

    private static string Tidy(string path)
    {
        string relative = Path.GetRelativePath(Surroundings.Current.Folder, path);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? path : relative).Replace('\\', '/');
    }

    private static IEnumerable<string> OwnNames() =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith("own/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string OwnText(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        return new StreamReader(stream).ReadToEnd();
    }
}
