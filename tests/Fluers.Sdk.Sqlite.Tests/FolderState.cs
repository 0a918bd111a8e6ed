namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>Names, times and content of all files in a folder, as text to compare.</summary>
internal static class FolderState
{
    public static string Of(string folder) => string.Join('\n', Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => $"{path} {File.GetLastWriteTimeUtc(path).Ticks} {(OperatingSystem.IsWindows() ? "" : File.GetUnixFileMode(path))} {(Directory.Exists(path) ? "" : Convert.ToHexString(System.IO.Hashing.XxHash128.Hash(File.ReadAllBytes(path))))}"));
}
