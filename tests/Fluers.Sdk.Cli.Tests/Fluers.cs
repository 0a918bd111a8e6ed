using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Fluers.Sdk.Cli.CommandLine;

namespace Fluers.Sdk.Cli.Tests;

/// <summary>Runs the tool: within the tests, many at once, or as a process where it matters that it is one.</summary>
internal static class Fluers
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(SourceFolder(), "../.."));

    // No locks are in it, and nothing else.
    private static readonly string Nowhere = Directory.CreateTempSubdirectory("fluers-nowhere-").FullName;

    /// <summary>The folder of a project of the repository.</summary>
    public static string Folder(string path) => Path.Combine(Root, path);

    /// <summary>The tool, built as these tests were, and beside them.</summary>
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "fluers.dll");

    /// <summary>An assembly of the repository, built as these tests were.</summary>
    public static string AssemblyOf(string project, string name) => Path.Combine(Root, project, "bin", Configuration, "net10.0", name + ".dll");

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static Task<Ran> RunAsync(params string[] arguments) => RunInAsync(Nowhere, arguments);

    public static Task<Ran> RunInAsync(string folder, params string[] arguments) => RunWithAsync(folder, [], arguments);

    /// <summary>Runs it within the tests.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables that are set, or removed where they are <see langword="null"/>.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Task<Ran> RunWithAsync(string folder, Dictionary<string, string?> environment, params string[] arguments) =>
        RunWithAsync(folder, environment, Stream.Null, arguments);

    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables that are set, or removed where they are <see langword="null"/>.</param>
    /// <param name="input">What comes in by its standard input.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<Ran> RunWithAsync(string folder, Dictionary<string, string?> environment, Stream input, params string[] arguments)
    {
        using var output = new KeptStream();
        using var errors = new StringWriter();
        await using var text = new StreamWriter(output) { AutoFlush = true };
        Surroundings surroundings = SurroundingsOf(folder, environment) with { Out = text, Error = errors, OpenOutput = () => output, OpenInput = () => input };
        int exit = await FluersCommand.RunAsync(arguments, surroundings);
        return new Ran(exit, output.ToArray(), errors.ToString());
    }

    /// <summary>What the tool has around it within the tests, but for its streams.</summary>
    public static Surroundings SurroundingsOf(string folder, Dictionary<string, string?> environment) => new()
    {
        IsProcess = false,
        Folder = folder,
        Variable = name => environment.TryGetValue(name, out string? value) ? value : name == "FLUERS_STORE" ? null : Environment.GetEnvironmentVariable(name),
    };

    /// <summary>Runs it as a process of its own.</summary>
    public static async Task<Ran> RunAloneAsync(string folder, Dictionary<string, string?> environment, params string[] arguments)
    {
        using Process process = Start(folder, environment, arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.WaitForExitAsync();
        return new Ran(process.ExitCode, output.ToArray(), await errors);
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

    /// <summary>What was written to it is there after it was closed.</summary>
    private sealed class KeptStream : MemoryStream
    {
        protected override void Dispose(bool disposing)
        {
        }
    }
}

/// <summary>How the tool ended, and what it wrote.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Bytes">What it wrote to the standard output.</param>
/// <param name="Errors">What it wrote to the standard error.</param>
internal sealed record Ran(int Exit, byte[] Bytes, string Errors)
{
    public string Output { get; } = Encoding.UTF8.GetString(Bytes);

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
