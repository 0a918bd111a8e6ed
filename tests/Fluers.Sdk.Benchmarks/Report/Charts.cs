using System.Globalization;
using Fluers.Sdk.Cli.Screen;

namespace Fluers.Sdk.Benchmarks.Report;

/// <summary>The pictures of docs/performance.md: bars of what was measured, the SDK's own in another colour.</summary>
internal static class Charts
{
    private const double Longest = 420;
    private const double Row = 22;

    public static void Draw(string folder, Measurements measured)
    {
        Ratios("serialize", "Serialize 1 000 messages, HandWritten = 1", "SerializeBenchmarks", "HandWritten", "1000");
        Ratios("deserialize", "Deserialize 1 000 messages, HandWritten = 1", "DeserializeBenchmarks", "HandWritten", "1000");
        Ratios("load", "Load a session of 10 000 messages, one file of frames = 1", "LoadSessionBenchmarks", "OneFileOfFrames", "10000");
        Ratios("generator", "The generator after an unrelated edit, 500 types, a bare one = 1", "GeneratorBenchmarks", "Bare", "500, Unrelated");

        IReadOnlyList<Measurement> turns = measured.Of("PersistTurnBenchmarks", Unit.Nanoseconds);
        Write("persist", "One more turn at 10 000 messages, each a tenfold step", turns
            .Where(one => one.Column == "10000")
            .Select(one => (one.Row, Math.Log10(one.Value / 1e3), RatioTable.Time(one.Value))));
        Write("growth", "A turn at 10 000 messages, the same at 10 = 1, each a tenfold step", turns
            .Where(one => one.Column == "10000")
            .Select(one => (one.Row, one.Value / measured.Get("PersistTurnBenchmarks", one.Row, "10")))
            .Select(one => (one.Row, Math.Max(0, Math.Log10(one.Item2)), Number(one.Item2))));

        void Ratios(string name, string title, string benchmark, string baseline, string column) => Write(
            name, title, measured.Of(benchmark, Unit.Nanoseconds)
                .Where(one => one.Column == column)
                .Select(one => (one.Row, Ratio: one.Value / measured.Get(benchmark, baseline, column)))
                .Select(one => (one.Row, one.Ratio, Number(one.Ratio))));

        void Write(string name, string title, IEnumerable<(string Name, double Length, string Text)> bars)
        {
            (string Name, double Length, string Text)[] all = [.. bars.Where(bar => double.IsFinite(bar.Length))];
            if (all.Length > 0)
            {
                File.WriteAllText(Path.Combine(folder, $"{name}.svg"), Picture(title, all));
            }
        }
    }

    private static string Picture(string title, (string Name, double Length, string Text)[] bars)
    {
        var picture = new Svg();
        double most = Math.Max(bars.Max(bar => bar.Length), double.Epsilon);
        double names = 24 + bars.Max(bar => Svg.WidthOf(bar.Name));
        double y = 20;
        picture.Text(12, y, title, "title");
        foreach ((string name, double length, string text) in bars)
        {
            y += Row;
            double width = Math.Max(2, Longest * length / most);
            picture.Text(12, y, name);
            picture.Box(names, y - 11, width, 14, IsOurs(name) ? "bar" : "other");
            picture.Text(names + width + 8, y, text, "dim");
        }

        return picture.ToString();
    }

    private static bool IsOurs(string name) => name.StartsWith("Fluers", StringComparison.Ordinal) || Enum.TryParse<Stores.Kind>(name, out _);

    private static string Number(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);
}
