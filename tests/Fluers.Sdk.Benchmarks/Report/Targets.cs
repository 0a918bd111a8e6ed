using System.Globalization;
using System.Text;

namespace Fluers.Sdk.Benchmarks.Report;

/// <summary>What was to be reached, beside what was found.</summary>
internal static class Targets
{
    private static readonly string[] Loads = [.. Load.All.Select(load => $"{load}")];
    private static readonly string[] Stores = ["File", "FileFull", "Sqlite", "SqliteFull", "PostgreSql", "Redis"];

    /// <summary>The table of all targets.</summary>
    public static string Table(Measurements measured)
    {
        var text = new StringBuilder("| target | found | |\n|---|---|---|\n");
        Add("serialize ≤ 0.45 of *HandWritten*, payload", Ratios("SerializeBenchmarks", "FluersPayload", "HandWritten", Loads), ratio => ratio <= 0.45);
        Add("the same with frames", Ratios("SerializeBenchmarks", "FluersFrames", "HandWritten", Loads), ratio => ratio <= 0.45);
        Add("deserialize ≤ 0.57 of *HandWritten*, payload", Ratios("DeserializeBenchmarks", "FluersPayload", "HandWritten", Loads), ratio => ratio <= 0.57);
        Add("the same with frames", Ratios("DeserializeBenchmarks", "FluersFrames", "HandWritten", Loads), ratio => ratio <= 0.57);
        Add("serialize below MemoryPack, payload", Ratios("SerializeBenchmarks", "FluersPayload", "MemoryPack", Loads), ratio => ratio < 1);
        Add("deserialize level with MemoryPack, payload", Ratios("DeserializeBenchmarks", "FluersPayload", "MemoryPack", Loads), ratio => ratio <= 1.1);
        Add("no allocation on write", [.. Loads.Select(load => (load, measured.Get("SerializeBenchmarks", "FluersFrames", load, Unit.Bytes)))], bytes => bytes == 0, RatioTable.Bytes);
        Add(
            "reading allocates no more than MessagePack-CSharp",
            [.. Loads.Select(load => (load, measured.Get("DeserializeBenchmarks", "FluersFrames", load, Unit.Bytes) / measured.Get("DeserializeBenchmarks", "MessagePackDynamic", load, Unit.Bytes)))],
            ratio => ratio <= 1.005);
        Add("guard ≤ 20 ns", [("", measured.Get("FrameBenchmarks", "Guard", "Recorded"))], time => time <= 20, RatioTable.Time);
        Add("checksum ≤ 15 % of serializing a frame", Ratios("FrameBenchmarks", "Checksum", "Write", ["Recorded", "NonLatin"]), ratio => ratio <= 0.15);
        foreach ((string row, int hops) in new[] { ("OneHop", 1), ("TwoHops", 2), ("FiveHops", 5) })
        {
            Add($"{hops} {(hops == 1 ? "hop" : "hops")} ≤ {hops + 1.5} plain reads", Ratios("HopBenchmarks", row, "Plain", [""]), ratio => ratio <= hops + 1.5);
        }

        Add(
            "a turn at 10 000 messages ≤ 1.3 of one at 10",
            [.. Stores.Select(way => (way, measured.Get("PersistTurnBenchmarks", way, "10000") / measured.Get("PersistTurnBenchmarks", way, "10")))],
            ratio => ratio <= 1.3);
        Add(
            "bytes of a turn at 10 000 messages within 5 % of those at 10",
            [.. Stores.Select(way => (way, measured.Get("BytesPerTurn", way, "10000", Unit.Bytes) / measured.Get("BytesPerTurn", way, "10", Unit.Bytes)))],
            ratio => ratio is >= 0.95 and <= 1.05);
        Add(
            "loading 10 000 messages ≤ 1.1 of one file of frames",
            [.. new[] { "File", "Sqlite" }.Select(way => (way, measured.Get("LoadSessionBenchmarks", way, "10000") / measured.Get("LoadSessionBenchmarks", "OneFileOfFrames", "10000")))],
            ratio => ratio <= 1.1);
        Add(
            "loading allocates ≤ 1.2 of decoding one blob",
            [.. new[] { "File", "Sqlite" }.Select(way => (way, measured.Get("LoadSessionBenchmarks", way, "10000", Unit.Bytes) / measured.Get("LoadSessionBenchmarks", "OneFileOfFrames", "10000", Unit.Bytes)))],
            ratio => ratio <= 1.2);
        Add(
            "64 writers on SQLite, durable: ≥ 10 times one transaction for each",
            [("", measured.Get("ConcurrentWriterBenchmarks", "SqliteFull", "1") / measured.Get("ConcurrentWriterBenchmarks", "SqliteFull", "64"))],
            ratio => ratio >= 10);
        Add("the same, 99 of 100 appends within 10 ms", [("", measured.Get("AppendLatency", "SqliteFull", "p99"))], time => time <= 10e6, RatioTable.Time);
        Add("10 000 open sessions of 10 messages below 200 MB", [("", measured.Get("IdleSessions", "Process", "", Unit.Bytes))], bytes => bytes < 200e6, RatioTable.Bytes);
        Add("an unrelated edit at 500 types ≤ 1.3 of *Bare*", Ratios("GeneratorBenchmarks", "Fluers", "Bare", ["500, Unrelated"]), ratio => ratio <= 1.3);
        Add("analysis of 500 schemas adds < 15 % to their build", [("", measured.Get("AnalyzedBuild", "Build", "with") / measured.Get("AnalyzedBuild", "Build", "without"))], ratio => ratio < 1.15);
        return text.ToString();

        (string, double)[] Ratios(string benchmark, string row, string of, string[] columns) =>
            [.. columns.Select(column => (columns.Length == 1 ? "" : column, measured.Get(benchmark, row, column) / measured.Get(benchmark, of, column)))];

        void Add(string target, (string Where, double Value)[] found, Func<double, bool> holds, Func<double, string>? print = null)
        {
            (string Where, double Value)[] known = [.. found.Where(one => !double.IsNaN(one.Value))];
            string[] held = [.. known.Where(one => holds(one.Value)).Select(one => one.Where)];
            string verdict = known.Length == 0 ? "not measured" : held.Length == known.Length ? "held" : held.Length == 0 ? "not held" : $"held: {string.Join(", ", held)}";
            string figures = string.Join(", ", known.Select(one => $"{one.Where} {(print ?? Ratio)(one.Value)}".Trim()));
            text.Append(CultureInfo.InvariantCulture, $"| {target} | {figures} | {verdict} |\n");
        }
    }

    private static string Ratio(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);
}
