using System.Diagnostics;
using Fluers.Sdk.Benchmarks.Generating;
using Fluers.Sdk.Benchmarks.Report;

namespace Fluers.Sdk.Benchmarks.Quantities;

/// <summary>
/// What the analyzers add to a build of many schemas. A build takes the better part of a minute, in which a machine changes its pace, so builds
/// with the analyzers and without them take turns. The generator runs in both.
/// </summary>
internal static class AnalyzedBuild
{
    private const int Schemas = 500;
    private const int Turns = 2;

    public static Task<IReadOnlyList<Measurement>> MeasureAsync()
    {
        using var project = new AnalyzedProject(Schemas);
        project.Build(analyze: true);   // warm: the compiler and the references are read from the disk
        var without = new List<double>();
        var with = new List<double>();
        for (int i = 0; i < Turns; i++)
        {
            without.Add(Time(project, analyze: false));
            with.Add(Time(project, analyze: true));
        }

        return Task.FromResult<IReadOnlyList<Measurement>>([Of("without", without), Of("with", with)]);
    }

    private static double Time(AnalyzedProject project, bool analyze)
    {
        long start = Stopwatch.GetTimestamp();
        project.Build(analyze);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static Measurement Of(string column, List<double> times) =>
        new(nameof(AnalyzedBuild), "Build", column, Unit.Nanoseconds, times.Average(), IsBaseline: false);
}
