using System.ComponentModel;
using System.Diagnostics;
using Fluers.Sdk.Cli.CommandLine;

namespace Fluers.Sdk.Cli.Schemas;

/// <summary>What version control remembers of a folder.</summary>
/// <param name="folder">The folder.</param>
internal sealed class Git(string folder)
{
    /// <summary>The files below the folder as of a commit, their paths relative to it.</summary>
    /// <exception cref="Failure">There is no such commit, or no repository.</exception>
    public string[] FilesAt(string reference) =>
        Run("ls-tree", "-r", "-z", "--name-only", Checked(reference), "--", ".").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    public string TextAt(string reference, string file) => Run("show", $"{Checked(reference)}:./{file}");

    /// <summary>The path of the folder from the root of its repository, with a slash at its end; empty for the root itself.</summary>
    public string Prefix => Run("rev-parse", "--show-prefix").TrimEnd('\n');

    private static string Checked(string reference) =>
        reference.StartsWith('-') ? throw Failure.Usage($"'{reference}' names no commit. Give a branch, a tag or a commit, such as origin/main.") : reference;

    private string Run(params string[] arguments)
    {
        try
        {
            using Process git = Process.Start(new ProcessStartInfo("git", arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> errors = git.StandardError.ReadToEndAsync();
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0
                ? output
                : throw Failure.NotFound($"git does not find that in '{folder}': {errors.Result.Trim().ReplaceLineEndings(" ")}. Fetch the commit, or name another one with --against.");
        }
        catch (Win32Exception e)
        {
            throw new Failure(ExitCode.NotFound, "git is not on the search path, and 'check' asks it for the locks of before. Install it.", e);
        }
    }
}
