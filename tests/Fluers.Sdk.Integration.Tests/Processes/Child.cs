using System.Diagnostics;

namespace Fluers.Sdk.Integration.Tests.Processes;

/// <summary>Runs other programs.</summary>
internal static class Child
{
    public static readonly string Worker = Path.Combine(AppContext.BaseDirectory, "Fluers.Sdk.Integration.Worker.dll");

    public static Process StartWorker(params string[] arguments) => Start("dotnet", ["exec", Worker, .. arguments]);

    public static async Task<string> RunWorkerAsync(params string[] arguments) => await ResultAsync(StartWorker(arguments));

    public static Process Start(string program, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    }) ?? throw new InvalidOperationException($"{program} did not start.");

    /// <summary>Waits for the end of a process that must succeed, and gives what it printed.</summary>
    public static async Task<string> ResultAsync(Process process)
    {
        using (process)
        {
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {await errors}");
            return output;
        }
    }
}
