using System.Diagnostics;
using System.Globalization;
using Fluers.Sdk.Benchmarks.Report;

namespace Fluers.Sdk.Benchmarks.Quantities;

/// <summary>What is measured once and is no time of an operation. Each runs in a process of its own, which nothing else has used.</summary>
internal static class Quantity
{
    private static readonly Dictionary<string, Parts> Measured = new()
    {
        [nameof(BytesPerTurn)] = new(_ => BytesPerTurn.MeasureAsync(), ["all"]),
        [nameof(IdleSessions)] = new(_ => IdleSessions.MeasureAsync(), ["all"]),
        [nameof(AppendLatency)] = new(AppendLatency.MeasureAsync, AppendLatency.Parts),
        [nameof(AnalyzedBuild)] = new(_ => AnalyzedBuild.MeasureAsync(), ["all"]),
    };

    /// <summary>The names of what there is to measure.</summary>
    public static IEnumerable<string> All => Measured.Keys;

    /// <summary>Measures a part in this process, and says what was found.</summary>
    public static async Task PrintAsync(string name, string part)
    {
        foreach (Measurement one in await Measured[name].MeasureAsync(part))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.Row}\t{one.Column}\t{one.Unit}\t{one.Value:R}"));
        }
    }

    /// <summary>Measures each part in a process of its own.</summary>
    public static IReadOnlyList<Measurement> Run(string name) => [.. Measured[name].Names.SelectMany(part => Run(name, part))];

    private static IEnumerable<Measurement> Run(string name, string part)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Quantity).Assembly.Location, "--quantity", name, part]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode != 0
            ? throw new InvalidOperationException($"{name} of {part} could not be measured: {output}")
            : output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Select(fields => new Measurement(
                name, fields[0], fields[1], Enum.Parse<Unit>(fields[2]), double.Parse(fields[3], CultureInfo.InvariantCulture), IsBaseline: false));
    }

    private sealed record Parts(Func<string, Task<IReadOnlyList<Measurement>>> MeasureAsync, IReadOnlyList<string> Names);
}
