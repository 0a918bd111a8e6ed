using System.Diagnostics;

namespace Fluers.Sdk.Servers;

/// <summary>Programs of the machine.</summary>
public static class Programs
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The full path of a program, from the search path or a folder of the system's packages; <see langword="null"/> when there is none.</summary>
    public static string? Find(string name, params string[] folders) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(folders)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end, which must be a good one.</summary>
    /// <returns>What it wrote.</returns>
    public static string Run(params string[] command)
    {
        using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        bool hasEnded = process.WaitForExit(Patience);
        if (!hasEnded)
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        if (!hasEnded || process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} {(hasEnded ? "ended" : "was ended")} with {process.ExitCode}: {output.Result}{errors.Result}");
        }

        return output.Result;
    }
}
