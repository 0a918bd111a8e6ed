using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Fluers.Sdk.Benchmarks;

/// <summary>
/// Turns one run into the tables of docs/performance.md: medians as ratios, and what was allocated. Where there is a baseline, a
/// column compares the libraries at one load; where there is none, a row compares one library's loads with its first.
/// </summary>
internal static class RatioTables
{
    public static string Of(IEnumerable<Summary> summaries)
    {
        var text = new StringBuilder();
        foreach (Summary summary in summaries.Where(summary => summary.Reports.Length > 0))
        {
            string name = summary.BenchmarksCases[0].Descriptor.Type.Name;
            Append(text, $"{name}, time", summary, report => report.ResultStatistics?.Median, Time);
            if (summary.Reports.Any(report => Allocated(report) > 0))
            {
                Append(text, $"{name}, allocated", summary, Allocated, Bytes);
            }
        }

        return text.ToString();
    }

    private static void Append(
        StringBuilder text, string title, Summary summary, Func<BenchmarkReport, double?> measure, Func<double, string> print)
    {
        BenchmarkCase[] cases = [.. summary.BenchmarksCases];
        string[] loads = [.. cases.Select(LoadOf).Distinct(StringComparer.Ordinal)];
        string[] methods = [.. cases.Select(MethodOf).Distinct(StringComparer.Ordinal)];
        string? baseline = cases.FirstOrDefault(one => one.Descriptor.Baseline)?.Descriptor.WorkloadMethod.Name;
        text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n| | {string.Join(" | ", loads)} |\n|---");
        text.Insert(text.Length, "|---:", loads.Length).Append("|\n");
        foreach (string method in methods)
        {
            IEnumerable<string> cells = loads.Select(load =>
                Cell(Measured(method, load), baseline is null ? Measured(method, loads[0]) : Measured(baseline, load), print));
            text.Append(CultureInfo.InvariantCulture, $"| {method} | {string.Join(" | ", cells)} |\n");
        }

        text.Append('\n');

        double? Measured(string method, string load) =>
            cases.FirstOrDefault(one => MethodOf(one) == method && LoadOf(one) == load) is { } found && summary[found] is { } report
                ? measure(report)
                : null;
    }

    private static string Cell(double? value, double? of, Func<double, string> print)
    {
        if (value is not { } number)
        {
            return "–";
        }

        return of > 0 ? string.Create(CultureInfo.InvariantCulture, $"{number / of:0.00} ({print(number)})") : print(number);
    }

    private static double? Allocated(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase);

    private static string MethodOf(BenchmarkCase benchmark) => benchmark.Descriptor.WorkloadMethod.Name;

    private static string LoadOf(BenchmarkCase benchmark) => benchmark.HasParameters
        ? string.Join(", ", benchmark.Parameters.Items.Select(item => item.Value?.ToString()))
        : "one load";

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => nanoseconds.ToString("0.0 ns", CultureInfo.InvariantCulture),
        < 1e6 => (nanoseconds / 1e3).ToString("0.0 'µs'", CultureInfo.InvariantCulture),
        _ => (nanoseconds / 1e6).ToString("0.0 'ms'", CultureInfo.InvariantCulture),
    };

    private static string Bytes(double bytes) => bytes switch
    {
        < 1e4 => bytes.ToString("0 'B'", CultureInfo.InvariantCulture),
        < 1e7 => (bytes / 1e3).ToString("0.0 'kB'", CultureInfo.InvariantCulture),
        _ => (bytes / 1e6).ToString("0.0 'MB'", CultureInfo.InvariantCulture),
    };
}
