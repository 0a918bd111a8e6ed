using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CsCheck;

namespace Fluers.Sdk.Tests.Log;

public class SessionLogGrowthTests
{
    [Fact]
    public void Appending_one_by_one_moves_the_entries_as_seldom_as_a_list_does()
    {
        const int Count = 100_000;
        SessionLog<int> log = [];
        int moves = 0;
        for (int i = 0; i < Count; i++)
        {
            SessionLog<int> longer = log.Append(i);
            moves += Unsafe.AreSame(ref Start(log), ref Start(longer)) ? 0 : 1;
            log = longer;
        }

        Assert.InRange(moves, 1, 18);   // doublings up to 131 072
        Assert.Equal(Enumerable.Range(0, Count), log.AsSpan().ToArray());
    }

    [Fact]
    public void Appending_one_by_one_allocates_in_proportion_to_the_number_of_entries()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        SessionLog<long> log = [];
        for (int i = 0; i < 50_000; i++)
        {
            log = log.Append(i);
        }

        long perEntry = (GC.GetAllocatedBytesForCurrentThread() - before) / log.Count;
        Assert.InRange(perEntry, 1, 128);   // quadratic growth would be 200 000
    }

    [Fact]
    public async Task Threads_that_append_to_one_log_each_get_their_own()
    {
        SessionLog<int> trunk = SessionLog<int>.Empty.Append([-3, -2, -1]);
        for (int round = 0; round < 40; round++)
        {
            SessionLog<int> start = trunk.Append(round);
            using var together = new Barrier(8);
            SessionLog<int>[] forks = await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    SessionLog<int> log = start;
                    for (int i = 0; i < 20; i++)
                    {
                        log = log.Append((thread * 100) + i);
                    }

                    return log;
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            Assert.Equal([-3, -2, -1, round], start.AsSpan().ToArray());
            for (int thread = 0; thread < forks.Length; thread++)
            {
                Assert.Equal([-3, -2, -1, round, .. Enumerable.Range(thread * 100, 20)], forks[thread].AsSpan().ToArray());
            }
        }
    }

    [Fact]
    public void Logs_behave_like_lists_that_are_copied_on_every_append()
    {
        // Each step appends some entries to one of the logs made so far.
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 9].Array[0, 6]).Array[1, 30].Sample(
            steps =>
            {
                List<SessionLog<int>> logs = [[]];
                List<List<int>> models = [[]];
                foreach ((int pick, int[] entries) in steps)
                {
                    int at = pick % logs.Count;
                    logs.Add(entries.Length == 1 ? logs[at].Append(entries[0]) : logs[at].Append(entries));
                    models.Add([.. models[at], .. entries]);
                }

                for (int i = 0; i < logs.Count; i++)
                {
                    Assert.Equal(models[i], logs[i].AsSpan().ToArray());
                    for (int j = 0; j < logs.Count; j++)
                    {
                        Assert.Equal(models[i].SequenceEqual(models[j]), logs[i].Equals(logs[j]));
                        Assert.Equal(models[i].Take(models[j].Count).SequenceEqual(models[j]), logs[i].StartsWith(logs[j]));
                        Assert.True(!logs[i].Equals(logs[j]) || logs[i].GetHashCode() == logs[j].GetHashCode());
                    }
                }
            },
            iter: 200);
    }

    private static ref int Start(SessionLog<int> log) => ref MemoryMarshal.GetReference(log.AsSpan());
}
