namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>All that lies in a folder.</summary>
internal static class FolderContent
{
    /// <summary>Every file and folder by its path, with its bytes, its mode and when it was last written.</summary>
    public static IReadOnlyDictionary<string, string> Of(string folder) => !Directory.Exists(folder)
        ? new Dictionary<string, string>()
        : new[] { folder }.Concat(Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)).ToDictionary(
            path => Path.GetRelativePath(folder, path),
            path => $"{File.GetLastWriteTimeUtc(path):O} {(Directory.Exists(path) ? "folder" : Convert.ToHexString(File.ReadAllBytes(path)))}");

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            // As any other program does, which does not ask for the locks of .NET.
            using var source = new FileStream(OperatingSystem.IsWindows() ? File.OpenHandle(file, share: FileShare.ReadWrite) : Disk.OpenUnlocked(file), FileAccess.Read);
            using FileStream copy = File.Create(Path.Combine(to, Path.GetFileName(file)));
            source.CopyTo(copy);
        }

        foreach (string folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
