using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Fluers.Sdk.Benchmarks;

/// <summary>
/// Turns one run into the tables of docs/performance.md: medians as ratios. Where there is a baseline, a column compares the
/// libraries at one load; where there is none, a row compares one library's loads with its first.
/// </summary>
internal static class RatioTables
{
    public static string Of(IEnumerable<Summary> summaries)
    {
        var text = new StringBuilder();
        foreach (Summary summary in summaries.Where(summary => summary.Reports.Length > 0))
        {
            Append(text, summary);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Summary summary)
    {
        BenchmarkCase[] cases = [.. summary.BenchmarksCases];
        string[] loads = [.. cases.Select(LoadOf).Distinct(StringComparer.Ordinal)];
        string[] methods = [.. cases.Select(MethodOf).Distinct(StringComparer.Ordinal)];
        text.Append(CultureInfo.InvariantCulture, $"## {cases[0].Descriptor.Type.Name}\n\n|");
        foreach (string load in loads)
        {
            text.Append(CultureInfo.InvariantCulture, $" | {load}");
        }

        text.Append(" |\n|---").Insert(text.Length, "|---:", loads.Length).Append("|\n");
        foreach (string method in methods)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {method}");
            foreach (string load in loads)
            {
                text.Append(" | ").Append(Cell(summary, cases, method, load, loads[0]));
            }

            text.Append(" |\n");
        }

        text.Append('\n');
    }

    private static string Cell(Summary summary, BenchmarkCase[] cases, string method, string load, string firstLoad)
    {
        if (Median(summary, cases, method, load) is not { } median)
        {
            return "–";
        }

        string? baseline = cases.FirstOrDefault(one => one.Descriptor.Baseline)?.Descriptor.WorkloadMethod.Name;
        double? of = baseline is null ? Median(summary, cases, method, firstLoad) : Median(summary, cases, baseline, load);
        string ratio = of is { } measure ? (median / measure).ToString("0.00", CultureInfo.InvariantCulture) : "–";
        return $"{ratio} ({Time(median)})";
    }

    private static double? Median(Summary summary, BenchmarkCase[] cases, string method, string load) =>
        cases.FirstOrDefault(one => MethodOf(one) == method && LoadOf(one) == load) is { } found
            ? summary[found]?.ResultStatistics?.Median
            : null;

    private static string MethodOf(BenchmarkCase benchmark) => benchmark.Descriptor.WorkloadMethod.Name;

    private static string LoadOf(BenchmarkCase benchmark) => benchmark.HasParameters
        ? string.Join(", ", benchmark.Parameters.Items.Select(item => item.Value?.ToString()))
        : "time";

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => nanoseconds.ToString("0 ns", CultureInfo.InvariantCulture),
        < 1e6 => (nanoseconds / 1e3).ToString("0.0 'µs'", CultureInfo.InvariantCulture),
        _ => (nanoseconds / 1e6).ToString("0.0 'ms'", CultureInfo.InvariantCulture),
    };
}
