namespace Fluers.Sdk.Integration.Tests;

/// <summary>The folder with recorded conversations that may stand beside the repository.</summary>
internal static class RecordedData
{
    /// <summary>A folder of it; the calling test skips where it is absent.</summary>
    public static string Folder(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string found = Path.Combine(folder.FullName, "shared", "data", name);
            if (Directory.Exists(found))
            {
                return found;
            }
        }

        Assert.Skip($"The folder shared/data/{name} with recorded conversations does not stand beside the repository.");
        return "";
    }
}
