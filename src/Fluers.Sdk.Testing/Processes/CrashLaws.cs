using System.Globalization;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>After <c>kill -9</c> at any moment the log is what was acknowledged, plus at most one whole commit that was not.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
/// <remarks>The environment variable <c>FLUERS_CRASHES</c> says how often a process is killed; by default 40 times, with <c>FLUERS_FULL=1</c> 300 times.</remarks>
public abstract class CrashLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : ProcessPlace, new()
{
    private static readonly int Crashes = Sweep.Length("FLUERS_CRASHES", 40, 300);

    [Fact]
    public async Task A_process_killed_at_random_moments_loses_nothing_that_it_acknowledged()
    {
        var random = new Random(Crashes);
        await Storage.DisposeAsync();
        long entries = 0;
        for (int crash = 0; crash < Crashes; crash++)
        {
            // A session for some crashes each, so that reading it all stays cheap.
            SessionKey key = Key($"session-{crash / 20}");
            entries = crash % 20 == 0 ? 0 : entries;
            string[] acknowledged;
            using (HostProcess writer = HostProcess.Start(Place, "append", key.Id.Value, $"{crash}", $"{int.MaxValue}"))
            {
                Assert.Equal("open", await writer.LineAsync());
                await Task.Delay(TimeSpan.FromMicroseconds(random.Next(60_000)));
                acknowledged = await writer.KillAsync();
            }

            await Place.SettleAsync();
            await ReopenAsync();
            entries = await CheckAsync(key, crash, acknowledged, entries);
            await Storage.DisposeAsync();
        }

        await ReopenAsync();
    }

    /// <returns>The length of the log.</returns>
    private async Task<long> CheckAsync(SessionKey key, int crash, string[] acknowledged, long before)
    {
        long known = acknowledged.Length == 0 ? before : long.Parse(acknowledged[^1].Split(' ')[2], CultureInfo.InvariantCulture);
        var read = new RecordedSession();
        if (!await Storage.ReadAsync(key, EntryRange.All, read))
        {
            Assert.Equal(0, known);
            return 0;
        }

        string[] names = [.. read.Entries.Select(entry => entry[..entry.LastIndexOf('.')])];
        Assert.Equal(read.Info.EntryCount, names.Length);
        Assert.True(names.Length >= known, $"Of {known} acknowledged entries {names.Length} are left after crash {crash}.");

        // Behind the acknowledged ones stands one commit at most, and no part of one: its entries count from 0, and it is the next.
        string[] more = names[(int)known..];
        Assert.Equal(Enumerable.Range(0, more.Length).Select(part => $"{crash}.{acknowledged.Length}.{part}"), more);
        foreach (string line in acknowledged)
        {
            string[] fields = line.Split(' ');
            int end = int.Parse(fields[2], CultureInfo.InvariantCulture);
            int count = int.Parse(fields[3], CultureInfo.InvariantCulture);
            Assert.Equal(Enumerable.Range(0, count).Select(part => $"{fields[0]}.{part}"), names[(end - count)..end]);
        }

        return names.Length;
    }
}
