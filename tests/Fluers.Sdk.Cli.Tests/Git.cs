using System.Diagnostics;

namespace Fluers.Sdk.Cli.Tests;

/// <summary>Repositories for the tool to look into.</summary>
internal static class Git
{
    public static void Run(string folder, params string[] arguments) => Assert.Equal(0, Try(folder, arguments));

    /// <returns>What git ends with.</returns>
    public static int Try(string folder, params string[] arguments)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder })!;
        git.WaitForExit();
        return git.ExitCode;
    }

    /// <returns>What git writes.</returns>
    public static string Read(string folder, params string[] arguments)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }

    /// <summary>Commits a file or a folder as it is now.</summary>
    public static void Commit(string folder, string path)
    {
        Run(folder, "add", "--all", path);
        Run(folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", path);
    }
}
