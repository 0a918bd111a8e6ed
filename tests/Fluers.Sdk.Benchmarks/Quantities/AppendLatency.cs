using System.Diagnostics;
using Fluers.Sdk.Benchmarks.Report;
using Fluers.Sdk.Benchmarks.Stores;

namespace Fluers.Sdk.Benchmarks.Quantities;

/// <summary>How long one append takes while 64 writers append to a session each.</summary>
internal static class AppendLatency
{
    private const int Writers = 64;
    private const int Appends = 200;

    public static async Task<IReadOnlyList<Measurement>> MeasureAsync()
    {
        string folder = Directory.CreateTempSubdirectory("fluers-benchmarks-").FullName;
        var found = new List<Measurement>();
        foreach (Kind kind in ConcurrentWriterBenchmarks.Ways)
        {
            await using var store = new SessionStore(kind.Open(folder));
            await RunAsync(store);   // warm
            found.AddRange(Of($"{kind}", await RunAsync(store)));
        }

        found.AddRange(Of("FlushAlone", Flushes(Path.Combine(folder, "flushed"))));
        Directory.Delete(folder, recursive: true);
        return found;
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
