using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fluers.Sdk.Testing;

/// <summary>A process that runs <see cref="StorageHost"/>. It does not outlive its test.</summary>
internal sealed partial class HostProcess : IDisposable
{
    // SIGSTOP and SIGCONT, which have other numbers on a Mac.
    private static readonly int Stop = OperatingSystem.IsMacOS() ? 17 : 19;
    private static readonly int Continue = OperatingSystem.IsMacOS() ? 19 : 18;

    private readonly Process _process;

    private HostProcess(Process process) => _process = process;

    public static HostProcess Start(ProcessPlace place, params string[] arguments)
    {
        string[] all = ["exec", place.Host, arguments[0], place.Address, .. arguments[1..]];
        var process = Process.Start(new ProcessStartInfo("dotnet", all)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        return new HostProcess(process ?? throw new InvalidOperationException("dotnet did not start."));
    }

    /// <summary>Runs a command to its end, which must be a good one, and gives its lines.</summary>
    public static async Task<string[]> RunAsync(ProcessPlace place, params string[] arguments)
    {
        using HostProcess process = Start(place, arguments);
        return await process.ToEndAsync();
    }

    public async Task<string[]> ToEndAsync()
    {
        Task<string> errors = _process.StandardError.ReadToEndAsync();
        string output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        Assert.True(_process.ExitCode == 0, $"exit code {_process.ExitCode}: {await errors}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    public async Task<string> LineAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());

    public void Tell(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Ends the process at once, as <c>kill -9</c> does, and gives the lines that it still wrote.</summary>
    public async Task<string[]> KillAsync()
    {
        _process.Kill();
        string output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();

        // A line without an end was never written as a whole: it acknowledges nothing.
        int end = output.LastIndexOf('\n');
        return end < 0 ? [] : output[..end].Split('\n', StringSplitOptions.TrimEntries);
    }

    public void Freeze() => Signal(Stop);

    public void Thaw() => Signal(Continue);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Signal(int signal) => Assert.True(Kill(_process.Id, signal) == 0 || _process.HasExited, "The process takes no signal.");

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
