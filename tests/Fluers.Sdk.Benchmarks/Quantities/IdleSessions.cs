using Fluers.Sdk.Benchmarks.Report;
using Fluers.Sdk.Benchmarks.Stores;
using Fluers.Sdk.Sqlite;

namespace Fluers.Sdk.Benchmarks.Quantities;

/// <summary>What a process takes that holds many open sessions, each read from the store, and does nothing.</summary>
internal static class IdleSessions
{
    private const int Sessions = 10_000;
    private const int Messages = 10;

    public static async Task<IReadOnlyList<Measurement>> MeasureAsync()
    {
        string folder = Directory.CreateTempSubdirectory("fluers-benchmarks-").FullName;
        await using var store = new SessionStore(SqliteStorage.Open(Path.Combine(folder, "sessions.db")));
        Message[] messages = Conversation.Take(Messages * 100);
        double before = Held();
        var open = new List<Session<Talk>>(Sessions);
        for (int i = 0; i < Sessions; i++)
        {
            SessionId id = (await store.CreateAsync(new Talk { Subject = "idle", Messages = [.. messages.AsSpan(i % 100 * Messages, Messages)] })).Id;
            open.Add((await store.LoadAsync<Talk>(id))!);
        }

        double held = Held();
        double process = Environment.WorkingSet;
        int read = open.Sum(session => session.State.Messages.Count);
        if (read != Sessions * Messages)
        {
            throw new InvalidOperationException($"{read} messages are held, not {Sessions * Messages}.");
        }

        Directory.Delete(folder, recursive: true);
        return
        [
            new Measurement(nameof(IdleSessions), "Process", "", Unit.Bytes, process, IsBaseline: false),
            new Measurement(nameof(IdleSessions), "Session", "", Unit.Bytes, (held - before) / Sessions, IsBaseline: false),
        ];
    }

    private static double Held()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
