namespace Fluers.Sdk.Packages.Tests;

/// <summary>Clones of this repository.</summary>
internal static class Git
{
    /// <summary>Clones a folder into an empty one, with what has not been committed yet.</summary>
    public static async Task CloneAsync(string source, SdkFolder target)
    {
        // The folder may be somebody else's than the user whom the tests run as.
        target.Variables["GIT_CONFIG_COUNT"] = "1";
        target.Variables["GIT_CONFIG_KEY_0"] = "safe.directory";
        target.Variables["GIT_CONFIG_VALUE_0"] = "*";
        await RunAsync(target, "clone", "--quiet", source, ".");
        foreach (string file in await FilesAsync(target, source, "--deleted"))
        {
            File.Delete(target.At(file));
        }

        foreach (string file in await FilesAsync(target, source, "--modified", "--others", "--exclude-standard"))
        {
            if (File.Exists(Path.Combine(source, file)))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target.At(file))!);
                File.Copy(Path.Combine(source, file), target.At(file), overwrite: true);
            }
        }
    }

    private static async Task<string[]> FilesAsync(SdkFolder folder, string source, params string[] kinds) =>
        (await RunAsync(folder, ["-C", source, "ls-files", "-z", .. kinds])).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> RunAsync(SdkFolder folder, params string[] arguments)
    {
        (bool succeeded, string text) = await folder.RunProgramAsync("git", arguments);
        Assert.True(succeeded, text);
        return text;
    }
}
