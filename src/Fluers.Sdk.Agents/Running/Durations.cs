namespace Fluers.Sdk.Agents.Running;

/// <summary>Durations that people set, up to those without an end, and timers, which have one.</summary>
internal static class Durations
{
    // What timers of .NET take, with some room for clocks that count otherwise.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(45);

    /// <summary>Whether a duration has no end.</summary>
    public static bool IsEndless(TimeSpan duration) => duration == Timeout.InfiniteTimeSpan || duration == TimeSpan.MaxValue;

    /// <summary>A duration that a timer takes. Where it is shorter than the one given, whoever waits looks again.</summary>
    public static TimeSpan Timer(TimeSpan duration) => IsEndless(duration) || duration > LongestTimer ? LongestTimer : duration < TimeSpan.Zero ? TimeSpan.Zero : duration;

    /// <summary>What is left of a duration; <see cref="TimeSpan.MaxValue"/> of one without an end.</summary>
    public static TimeSpan Rest(TimeSpan duration, TimeSpan passed) =>
        IsEndless(duration) ? TimeSpan.MaxValue
        : passed <= TimeSpan.Zero ? duration
        : passed >= duration ? TimeSpan.Zero
        : duration - passed;

    /// <summary>A duration that doubles with each failure, up to a limit.</summary>
    public static TimeSpan Backoff(TimeSpan first, int failures, TimeSpan longest)
    {
        double ticks = Math.Max(0, (double)first.Ticks) * Math.Pow(2, Math.Min(failures, 62));
        return IsEndless(first) || ticks >= longest.Ticks ? longest : TimeSpan.FromTicks((long)ticks);
    }
}
