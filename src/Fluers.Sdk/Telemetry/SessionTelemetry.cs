using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Fluers.Sdk.Telemetry;

/// <summary>
/// What this library tells of its work: an <see cref="ActivitySource"/> and a <see cref="Meter"/>, both named <see cref="Name"/>. Of
/// sessions it names tenant and id, never their content.
/// </summary>
/// <remarks>
/// Activities: <c>fluers.commit</c>, <c>fluers.read</c>, <c>fluers.list</c>, <c>fluers.info</c>, <c>fluers.delete</c>, <c>fluers.fork</c>.
/// Instruments: <c>fluers.storage.duration</c> (histogram, s), <c>fluers.commit.entries</c> and <c>fluers.commit.size</c> (histograms,
/// {entry} and By), <c>fluers.session.loads</c> (counter, {session}).
/// </remarks>
public static class SessionTelemetry
{
    /// <summary>The name to subscribe to, as in <c>AddSource(SessionTelemetry.Name)</c> and <c>AddMeter(SessionTelemetry.Name)</c>.</summary>
    public const string Name = "Fluers.Sdk";

    internal static readonly ActivitySource Source = new(Name);
    internal static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("fluers.storage.duration", "s", "How long a storage took for a call.");
    internal static readonly Histogram<int> CommitEntries = Meter.CreateHistogram<int>("fluers.commit.entries", "{entry}", "How many entries a commit stored.");
    internal static readonly Histogram<long> CommitSize = Meter.CreateHistogram<long>("fluers.commit.size", "By", "How many bytes a commit stored.");
    internal static readonly Counter<long> Loads = Meter.CreateCounter<long>("fluers.session.loads", "{session}", "Sessions that were loaded or refused, by the guard's verdict.");

    /// <summary>Whether anybody listens.</summary>
    internal static bool IsWatched => Source.HasListeners() || Duration.Enabled || CommitEntries.Enabled || CommitSize.Enabled;
}
