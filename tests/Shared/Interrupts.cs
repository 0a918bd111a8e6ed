using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fluers.Sdk.Testing.Shared;

/// <summary>
/// A shell that runs its command in the background has it ignore SIGINT, and so do all processes below it. Programs that these tests end
/// as Ctrl+C does would never hear of it.
/// </summary>
internal static partial class Interrupts
{
    private const int Interrupt = 2;
    private const nint Default = 0;
    private const nint Ignored = 1;

    [ModuleInitializer]
    internal static void Hear()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // There is no other way to ask than to set: what was there before goes back, unless it was to ignore.
        nint before = Signal(Interrupt, Default);
        if (before is not (Default or Ignored))
        {
            Signal(Interrupt, before);
        }
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint handler);
}
