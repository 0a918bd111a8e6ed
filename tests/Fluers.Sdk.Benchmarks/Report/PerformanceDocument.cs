using System.Text.RegularExpressions;

namespace Fluers.Sdk.Benchmarks.Report;

/// <summary>
/// Writes figures into docs/performance.md. What is measured stands there between two comments, <c>&lt;!-- measured: NAME --&gt;</c> and
/// <c>&lt;!-- end --&gt;</c>; all other text is people's.
/// </summary>
internal static partial class PerformanceDocument
{
    /// <summary>Writes each table whose figures are known, the targets, and the charts beside the document.</summary>
    public static void Write(string file, Measurements measurements)
    {
        string text = Blocks().Replace(File.ReadAllText(file), block => Of(block.Groups["name"].Value, measurements) is { Length: > 0 } table
            ? $"<!-- measured: {block.Groups["name"].Value} -->\n{table}<!-- end -->"
            : block.Value);
        File.WriteAllText(file, text);
        string folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "images", "performance");
        Directory.CreateDirectory(folder);
        Charts.Draw(folder, measurements);
    }

    private static string Of(string name, Measurements measurements) => name.Split(' ') switch
    {
        ["targets"] => Targets.Table(measurements),
        [var benchmark, "allocated"] => TableOf(measurements.Of(benchmark, Unit.Bytes)),
        [var benchmark] => TableOf(measurements.Of(benchmark, Unit.Nanoseconds)),
        _ => throw new InvalidDataException($"The document asks for '{name}', which nothing measures."),
    };

    private static string TableOf(IReadOnlyList<Measurement> measured) => measured.Count == 0 ? "" : RatioTable.Of(measured);

    [GeneratedRegex("<!-- measured: (?<name>[^>]+) -->\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
