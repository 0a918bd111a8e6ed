using System.Globalization;
using System.Text;

namespace Fluers.Sdk.Benchmarks.Report;

/// <summary>
/// Figures of one benchmark as a table of ratios. Where there is a baseline, a column compares the libraries at one load; where there is none, a
/// row compares one library's loads with its first.
/// </summary>
internal static class RatioTable
{
    public static string Of(IReadOnlyList<Measurement> measured)
    {
        var text = new StringBuilder();
        string[] columns = [.. measured.Select(one => one.Column).Distinct(StringComparer.Ordinal)];
        string? baseline = measured.FirstOrDefault(one => one.IsBaseline)?.Row;
        text.Append(CultureInfo.InvariantCulture, $"| | {string.Join(" | ", columns)} |\n|---");
        text.Insert(text.Length, "|---:", columns.Length).Append("|\n");
        foreach (string row in measured.Select(one => one.Row).Distinct(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row} | {string.Join(" | ", columns.Select(column => Cell(row, column)))} |\n");
        }

        return text.ToString();

        string Cell(string row, string column) => Find(row, column) is not { } one ? "–"
            : (baseline is null ? Find(row, columns[0]) : Find(baseline, column)) is { Value: > 0 } of
                ? string.Create(CultureInfo.InvariantCulture, $"{one.Value / of.Value:0.00} ({Print(one)})")
                : Print(one);

        Measurement? Find(string row, string column) => measured.FirstOrDefault(one => one.Row == row && one.Column == column);
    }

    private static string Print(Measurement one) => one.Unit == Unit.Bytes ? Bytes(one.Value) : Time(one.Value);

    public static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => nanoseconds.ToString("0.0 ns", CultureInfo.InvariantCulture),
        < 1e6 => (nanoseconds / 1e3).ToString("0.0 'µs'", CultureInfo.InvariantCulture),
        < 1e9 => (nanoseconds / 1e6).ToString("0.0 'ms'", CultureInfo.InvariantCulture),
        _ => (nanoseconds / 1e9).ToString("0.0 's'", CultureInfo.InvariantCulture),
    };

    public static string Bytes(double bytes) => bytes switch
    {
        < 1e4 => bytes.ToString("0 'B'", CultureInfo.InvariantCulture),
        < 1e7 => (bytes / 1e3).ToString("0.0 'kB'", CultureInfo.InvariantCulture),
        _ => (bytes / 1e6).ToString("0.0 'MB'", CultureInfo.InvariantCulture),
    };
}
