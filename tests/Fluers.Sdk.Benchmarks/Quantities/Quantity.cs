using System.Diagnostics;
using System.Globalization;
using Fluers.Sdk.Benchmarks.Report;

namespace Fluers.Sdk.Benchmarks.Quantities;

/// <summary>What is measured once and is no time of an operation. Each runs in a process of its own, which nothing else has used.</summary>
internal static class Quantity
{
    /// <summary>What there is to measure, by its name.</summary>
    public static IReadOnlyDictionary<string, Func<Task<IReadOnlyList<Measurement>>>> All { get; } = new Dictionary<string, Func<Task<IReadOnlyList<Measurement>>>>
    {
        [nameof(BytesPerTurn)] = BytesPerTurn.MeasureAsync,
        [nameof(IdleSessions)] = IdleSessions.MeasureAsync,
        [nameof(AppendLatency)] = AppendLatency.MeasureAsync,
        [nameof(AnalyzedBuild)] = AnalyzedBuild.MeasureAsync,
    };

    /// <summary>Measures in this process, and says what was found.</summary>
    public static async Task PrintAsync(string name)
    {
        foreach (Measurement one in await All[name]())
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.Row}\t{one.Column}\t{one.Unit}\t{one.Value:R}"));
        }
    }

    /// <summary>Measures in another process.</summary>
    public static IReadOnlyList<Measurement> Run(string name)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Quantity).Assembly.Location, "--quantity", name]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode != 0
            ? throw new InvalidOperationException($"{name} could not be measured: {output}")
            : [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Select(fields => new Measurement(
                name, fields[0], fields[1], Enum.Parse<Unit>(fields[2]), double.Parse(fields[3], CultureInfo.InvariantCulture), IsBaseline: false))];
    }
}
