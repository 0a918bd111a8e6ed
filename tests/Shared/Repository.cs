namespace Fluers.Sdk.Testing.Shared;

/// <summary>The files of this repository, found from where the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>How the tests were built: <c>Debug</c> or <c>Release</c>.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>A path that the compiler recorded, as it is on this machine: a build server's compiler records <c>/_/</c>.</summary>
    public static string Local(string recorded) => recorded.StartsWith("/_/", StringComparison.Ordinal) ? Path.Combine(Root, recorded[3..]) : recorded;

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>The C# files of a folder.</summary>
    public static IEnumerable<string> ReadAll(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText);

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("These tests run inside the repository.")
        : File.Exists(Path.Combine(folder.FullName, "Directory.Build.targets")) ? folder.FullName
        : Find(folder.Parent);
}
