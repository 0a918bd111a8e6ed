using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>
/// What a thread has used of a processor, which no other process's load adds to. On Windows it is the time that went by.
/// </summary>
internal static partial class ProcessorTime
{
    /// <summary>
    /// What hostile input may use at most. What is linear uses a tenth of a second, and what is quadratic minutes, so that no slow machine is
    /// taken for a flaw and no flaw for a slow machine.
    /// </summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // CLOCK_THREAD_CPUTIME_ID.
    private static readonly int Clock = OperatingSystem.IsMacOS() ? 16 : 3;

    /// <summary>Runs something on this thread.</summary>
    /// <returns>The processor time that it took.</returns>
    public static TimeSpan Of(Action action)
    {
        TimeSpan start = Now();
        action();
        return Now() - start;
    }

    private static TimeSpan Now()
    {
        if (OperatingSystem.IsWindows())
        {
            return Stopwatch.GetElapsedTime(0);
        }

        return GetTime(Clock, out Time time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
            : throw new InvalidOperationException("There is no clock of a thread.");
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
