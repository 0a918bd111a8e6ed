using System.Diagnostics;

namespace Fluers.Sdk.Cli.Tests.CommandLine;

/// <summary>Real shells complete the tool's commands. One that is not installed skips its test.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-completion-").FullName;

    // 'ver' begins one command, and is inside of options. What is typed runs only if both words were completed.
    [Theory]
    [InlineData("bash", "--norc --noprofile -i", "eval \"$(fluers completion bash)\"")]
    [InlineData("zsh", "-f -i", "autoload -Uz compinit; compinit -D -u; eval \"$(fluers completion zsh)\"")]
    public async Task A_shell_completes_what_somebody_begins_to_type(string shell, string options, string profile)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script, of util-linux, gives the shell a terminal; it is not installed.");
        Demand(shell);
        using Store store = await new Store("sqlite").WithAsync(messages: 1, "one");

        string screen = await RunAsync("/usr/bin/script", ["-qec", $"{shell} {options}", "/dev/null"], $"{profile}\nfluers sessions ver\t --sto\t{store.Url}\nexit\n");

        Assert.Contains("1 session, 2 frames", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PowerShell_completes_what_somebody_begins_to_type()
    {
        Demand("pwsh");
        const string ask = "fluers completion pwsh | Out-String | Invoke-Expression; (TabExpansion2 'fluers sessions ver' 19).CompletionMatches.CompletionText";

        Assert.Equal("verify\n", await RunAsync("pwsh", ["-NoProfile", "-Command", ask], ""));
    }

    [Fact]
    public async Task The_tool_answers_what_may_follow()
    {
        string[] answer = (await Fluers.RunAsync("[suggest:27]", "fluers sessions verify --st")).Good().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["--store"], answer);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Demand(string shell) =>
        Assert.SkipUnless(Folders().Any(folder => File.Exists(Path.Combine(folder, shell))), $"{shell} is not installed.");

    private static string[] Folders() => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);

    private async Task<string> RunAsync(string program, string[] arguments, string typed)
    {
        string tool = Path.Combine(_folder, "fluers");
        await File.WriteAllTextAsync(tool, $"#!/bin/sh\nexec dotnet exec '{Fluers.Assembly}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true, WorkingDirectory = _folder };
        start.Environment["PATH"] = string.Join(Path.PathSeparator, [_folder, .. Folders()]);
        start.Environment["TERM"] = "dumb";
        start.Environment["HOME"] = _folder;
        using Process process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(typed);
        await process.StandardInput.FlushAsync();
        if (typed.Length == 0)
        {
            process.StandardInput.Close();
        }

        string shown = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return shown;
    }
}
