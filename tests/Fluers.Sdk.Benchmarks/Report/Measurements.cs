using System.Globalization;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Fluers.Sdk.Benchmarks.Report;

/// <summary>
/// What was measured: for each benchmark, by row and column, medians in nanoseconds and bytes allocated; and the quantities that are no times.
/// Kept in a file, so that a run of some of the benchmarks leaves the figures of the others.
/// </summary>
internal sealed class Measurements
{
    private readonly List<Measurement> _all = [];

    /// <summary>The benchmarks, in the order in which they were measured first.</summary>
    public IEnumerable<string> Benchmarks => _all.Select(one => one.Benchmark).Distinct(StringComparer.Ordinal);

    public static Measurements Load(string file)
    {
        var measurements = new Measurements();
        foreach (string[] fields in File.Exists(file) ? File.ReadLines(file).Select(line => line.Split('\t')) : [])
        {
            measurements._all.Add(new Measurement(
                fields[0], fields[1], fields[2], Enum.Parse<Unit>(fields[3]), double.Parse(fields[4], CultureInfo.InvariantCulture), bool.Parse(fields[5])));
        }

        return measurements;
    }

    /// <summary>The median of each figure, of several rounds that measured the same.</summary>
    public static Measurements MedianOf(IReadOnlyList<Measurements> rounds)
    {
        var medians = new Measurements();
        foreach (Measurement one in rounds[0]._all)
        {
            double[] values = [.. rounds.Select(round => round.Get(one.Benchmark, one.Row, one.Column, one.Unit)).Order()];
            medians._all.Add(one with { Value = values[values.Length / 2] });
        }

        return medians;
    }

    public void Save(string file) => File.WriteAllLines(
        file,
        _all.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Benchmark}\t{one.Row}\t{one.Column}\t{one.Unit}\t{one.Value:R}\t{one.IsBaseline}")));

    /// <summary>Takes over what one run found, in the place of what was known of the same benchmarks.</summary>
    public void Add(IEnumerable<Summary> summaries)
    {
        foreach (Summary summary in summaries.Where(summary => summary.Reports.Length > 0))
        {
            string benchmark = summary.BenchmarksCases[0].Descriptor.Type.Name;
            Replace(benchmark, summary.BenchmarksCases.Select(one => summary[one]).OfType<BenchmarkReport>().SelectMany(report => Of(benchmark, report)));
        }
    }

    /// <summary>Takes over what other measurements found, in the place of what was known of the same benchmarks.</summary>
    public void Add(Measurements found)
    {
        foreach (string benchmark in found.Benchmarks)
        {
            Replace(benchmark, found._all.Where(one => one.Benchmark == benchmark));
        }
    }

    public void Replace(string benchmark, IEnumerable<Measurement> measured)
    {
        int at = _all.FindIndex(one => one.Benchmark == benchmark);
        _all.RemoveAll(one => one.Benchmark == benchmark);
        _all.InsertRange(at < 0 ? _all.Count : at, measured);
    }

    public IReadOnlyList<Measurement> Of(string benchmark, Unit unit) => [.. _all.Where(one => one.Benchmark == benchmark && one.Unit == unit)];

    /// <summary>One figure; NaN where it was not measured.</summary>
    public double Get(string benchmark, string row, string column, Unit unit = Unit.Nanoseconds) =>
        _all.Find(one => one.Benchmark == benchmark && one.Row == row && one.Column == column && one.Unit == unit)?.Value ?? double.NaN;

    private static IEnumerable<Measurement> Of(string benchmark, BenchmarkReport report)
    {
        BenchmarkCase one = report.BenchmarkCase;

        // A row is a method, or what stands in the place of one.
        ParameterInstance? way = one.Parameters.Items.FirstOrDefault(item => item.Name == "Way");
        string row = way is null ? one.Descriptor.WorkloadMethod.Name : $"{way.Value}";
        string column = string.Join(", ", one.Parameters.Items.Where(item => item != way).Select(item => $"{item.Value}"));
        if (report.ResultStatistics is { } statistics)
        {
            yield return new Measurement(benchmark, row, column, Unit.Nanoseconds, statistics.Median, one.Descriptor.Baseline);
        }

        if (report.Metrics.ContainsKey("Allocated Memory") && report.GcStats.GetBytesAllocatedPerOperation(one) is { } allocated)
        {
            yield return new Measurement(benchmark, row, column, Unit.Bytes, allocated, one.Descriptor.Baseline);
        }
    }
}

/// <summary>What a figure counts.</summary>
internal enum Unit
{
    Nanoseconds,
    Bytes,
}

/// <summary>One figure.</summary>
/// <param name="Benchmark">The class of the benchmark.</param>
/// <param name="Row">The library, or the storage.</param>
/// <param name="Column">The load; empty where there is one only.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Value">How much.</param>
/// <param name="IsBaseline">Whether the others of its column are compared with it.</param>
internal sealed record Measurement(string Benchmark, string Row, string Column, Unit Unit, double Value, bool IsBaseline);
