using System.Diagnostics;
using Fluers.Sdk.Benchmarks.Report;
using Fluers.Sdk.Benchmarks.Stores;

namespace Fluers.Sdk.Benchmarks.Quantities;

/// <summary>How long one append takes while 64 writers append to a session each.</summary>
internal static class AppendLatency
{
    private const int Writers = 64;
    private const int Appends = 200;

    /// <summary>So often are all of them made before they count: by then the runtime has settled on its code.</summary>
    private const int WarmUps = 5;

    private const string FlushAlone = nameof(FlushAlone);

    /// <summary>What is measured, each in a process of its own: threads that one storage has blocked are not to help or hinder the next.</summary>
    public static IReadOnlyList<string> Parts { get; } = [.. ConcurrentWriterBenchmarks.Ways.Select(kind => $"{kind}"), FlushAlone];

    public static async Task<IReadOnlyList<Measurement>> MeasureAsync(string part)
    {
        string folder = Directory.CreateTempSubdirectory("fluers-benchmarks-").FullName;
        try
        {
            return [.. Of(part, part == FlushAlone ? Flushes(Path.Combine(folder, "flushed")) : await AppendsAsync(Enum.Parse<Kind>(part), folder))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IEnumerable<double>> AppendsAsync(Kind kind, string folder)
    {
        await using var store = new SessionStore(kind.Open(folder));
        for (int i = 0; i < WarmUps; i++)
        {
            await RunAsync(store);
        }

        return await RunAsync(store);
    }

    private static IEnumerable<Measurement> Of(string row, IEnumerable<double> measured)
    {
        double[] times = [.. measured.Order()];
        return new[] { 50, 99 }.Select(percent => new Measurement(nameof(AppendLatency), row, $"p{percent}", Unit.Nanoseconds, times[times.Length * percent / 100], IsBaseline: false));
    }

    /// <summary>What the disk itself takes, one flush after the other: what is durable can be no faster.</summary>
    private static List<double> Flushes(string path)
    {
        using FileStream file = File.Create(path);
        byte[] page = new byte[4096];
        var times = new List<double>();
        for (int i = 0; i < Appends * 5; i++)
        {
            long start = Stopwatch.GetTimestamp();
            file.Write(page);
            file.Flush(flushToDisk: true);
            times.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return times;
    }

    private static async Task<IEnumerable<double>> RunAsync(SessionStore store)
    {
        Message message = Conversation.Turn()[0];
        double[][] times = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            Session<Talk> session = await store.CreateAsync(new Talk { Subject = "benchmark" });
            double[] own = new double[Appends];
            for (int i = 0; i < Appends; i++)
            {
                long start = Stopwatch.GetTimestamp();
                session.Append(message);
                await session.SaveAsync();
                own[i] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            }

            return own;
        })));
        return times.SelectMany(own => own);
    }
}
