using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fluers.Sdk.Cli.Tests;

/// <summary>What a terminal sends to a process.</summary>
internal static partial class Signals
{
    private const int Interrupted = 2;

    public static void CtrlC(this Process process) => Assert.True(Kill(process.Id, Interrupted) == 0 || process.HasExited, "The process takes no signal.");

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
