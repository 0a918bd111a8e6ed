using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Fluers.Sdk.Cli.Tests;

/// <summary>Runs the built tool as a process.</summary>
internal static class Fluers
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(SourceFolder(), "../.."));

    /// <summary>The folder of a project of the repository.</summary>
    public static string Folder(string path) => Path.Combine(Root, path);

    /// <summary>The tool, built as these tests were.</summary>
    public static string Assembly { get; } = AssemblyOf("src/Fluers.Sdk.Cli", "fluers");

    /// <summary>An assembly of the repository, built as these tests were.</summary>
    public static string AssemblyOf(string project, string name) => Path.Combine(Root, project, "bin", Configuration, "net10.0", name + ".dll");

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static Task<Ran> RunAsync(params string[] arguments) => RunInAsync(Root, arguments);

    public static Task<Ran> RunInAsync(string folder, params string[] arguments) => RunWithAsync(folder, [], arguments);

    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables that are set, or removed where they are <see langword="null"/>.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<Ran> RunWithAsync(string folder, Dictionary<string, string?> environment, params string[] arguments)
    {
        using Process process = Start(folder, environment, arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Ran(process.ExitCode, output, await errors);
    }

    public static Process Start(string folder, Dictionary<string, string?> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Assembly, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("FLUERS_STORE");
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

/// <summary>How the tool ended, and what it wrote.</summary>
internal sealed record Ran(int Exit, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>The output of a run that ended well.</summary>
    public string Good()
    {
        Assert.True(Exit == 0, $"exit code {Exit}: {Errors}{Output}");
        Assert.Equal("", Errors);
        return Output;
    }

    /// <summary>The one sentence, or two, of a run that could not go on.</summary>
    public string Complaint(int exit)
    {
        Assert.Equal((exit, ""), (Exit, Output));
        Assert.StartsWith("fluers: ", Errors, StringComparison.Ordinal);
        Assert.Equal(1, Errors.Count(c => c == '\n'));
        return Errors;
    }
}
