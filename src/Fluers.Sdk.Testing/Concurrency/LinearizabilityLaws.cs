using System.Diagnostics;
using System.Globalization;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>
/// Whatever writers and readers do at once, there is an order of their calls that explains every answer, and no call comes in it before one that was
/// answered before it was made.
/// </summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
/// <remarks>
/// Some thousand calls unless the environment variable <c>FLUERS_SOAK_SECONDS</c> says for how many seconds it goes on: minutes or hours. How many calls
/// there were is written to the output.
/// </remarks>
public abstract class LinearizabilityLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    private const int Rounds = 6;
    private const int Workers = 6;
    private const int Steps = 40;
    private const int Sessions = 2;

    /// <summary>How long it goes on, from <c>FLUERS_SOAK_SECONDS</c>; <see langword="null"/> for some thousand calls.</summary>
    protected virtual TimeSpan? Duration =>
        int.TryParse(Environment.GetEnvironmentVariable("FLUERS_SOAK_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    [Fact]
    public async Task What_writers_and_readers_are_answered_at_once_has_an_order_that_explains_it()
    {
        // On a server, half of them come by another storage.
        ISessionStorage[] storages = Place is ServerPlace ? [Storage, await Place.OpenAsync(Clock)] : [Storage];
        var going = Stopwatch.StartNew();
        long calls = 0;
        int round = 0;
        try
        {
            for (; Duration is { } duration ? going.Elapsed < duration : round < Rounds; round++)
            {
                calls += await RoundAsync(storages, round);
            }
        }
        finally
        {
            foreach (ISessionStorage other in storages[1..])
            {
                await other.DisposeAsync();
            }
        }

        string told = $"{GetType().Name}: {calls} calls in {round} rounds of {Workers} workers, each with an order that explains it.";
        TestContext.Current.TestOutputHelper?.WriteLine(told);
        if (Duration is not null)
        {
            Console.WriteLine(told);
        }
    }

    private static async Task<int> RoundAsync(ISessionStorage[] storages, int round)
    {
        SessionKey[] keys = [.. Enumerable.Range(0, Sessions).Select(session => Key($"round-{round}-{session}"))];
        var events = new StorageEvents();
        StorageWorker[] workers =
        [
            .. Enumerable.Range(0, Workers).Select(worker =>
                new StorageWorker(storages[worker % storages.Length], keys, events, $"{worker}", new Random((round * Workers) + worker))),
        ];
        await Together(Workers, async worker =>
        {
            await workers[worker].RunAsync(Steps);
            return 0;
        });

        for (int session = 0; session < Sessions; session++)
        {
            CallOrder.Demand(workers.SelectMany(worker => worker.Calls).Where(call => call.Session == session).Select(call => call.Call));
        }

        return workers.Sum(worker => worker.Calls.Count);
    }
}
