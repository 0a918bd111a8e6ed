using System.Diagnostics;

namespace Fluers.Sdk.Testing.Shared;

/// <summary>A folder outside this repository, in which the commands of the SDK run as a user runs them. It is gone afterwards.</summary>
internal class SdkFolder : IDisposable
{
    private static readonly string[] Quiet = ["--nologo", "--verbosity", "minimal", "-nodeReuse:false", "--tl:off"];
    private static readonly string[] Loud = ["run", "format", "tool"];

    private static readonly string[] OfServers =
    [
        "CI", "TF_BUILD", "GITHUB_ACTIONS", "GITLAB_CI", "APPVEYOR", "TRAVIS", "CIRCLECI", "BUILDKITE", "DRONE", "CIRRUS_CI", "TEAMCITY_VERSION", "JENKINS_URL",
        "CODEBUILD_BUILD_ID", "BITBUCKET_BUILD_NUMBER", "JB_SPACE_API_URL", "BUILD_ID",
    ];

    private readonly string _root;

    /// <param name="name">Its own name; it lies in a folder that nobody else has.</param>
    public SdkFolder(string name = "consumer")
    {
        _root = Directory.CreateTempSubdirectory("fluers-build-").FullName;
        Folder = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
    }

    public string Folder { get; }

    /// <summary>What the commands find in their environment besides what a user has there.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public string At(string name) => Path.Combine(Folder, name);

    public string Read(string name) => File.ReadAllText(At(name));

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }

    /// <summary>Runs a command of the SDK.</summary>
    /// <returns>Whether it succeeded, and everything that was said.</returns>
    public Task<(bool Succeeded, string Text)> RunAsync(params string[] arguments) =>
        RunProgramAsync("dotnet", [.. arguments, .. Loud.Contains(arguments[0]) ? [] : Quiet]);

    /// <summary>Runs a program in this folder.</summary>
    /// <returns>Whether it succeeded, and everything that was said.</returns>
    public async Task<(bool Succeeded, string Text)> RunProgramAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(Command(program, arguments))!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string text = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode == 0, text);
    }

    /// <summary>A program that is to run in this folder.</summary>
    public ProcessStartInfo Command(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // These tests may be run by a build, which tells its children where its own parts are, and on a build server.
        foreach (string inherited in start.Environment.Keys.Where(key => OfServers.Contains(key) || key == "FLUERS_COVERAGE" || key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach ((string name, string value) in Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
