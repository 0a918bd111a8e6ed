namespace Fluers.Sdk.Tests.Wire;

/// <summary>Test data that lives in the folder <c>shared</c> beside the repository.</summary>
internal static class SharedData
{
    /// <summary>The path of a file in that folder; <see langword="null"/> when there is no such folder.</summary>
    public static string? Find(string path)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string shared = Path.Combine(at.FullName, "..", "shared");
            if (File.Exists(Path.Combine(at.FullName, "Directory.Build.targets")) && Directory.Exists(shared))
            {
                return Path.GetFullPath(Path.Combine(shared, path));
            }
        }

        return null;
    }
}
