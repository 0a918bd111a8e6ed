using System.Globalization;
using Fluers.Sdk.Benchmarks.Report;
using Fluers.Sdk.Benchmarks.Stores;
using Fluers.Sdk.Servers;
using Npgsql;
using StackExchange.Redis;

namespace Fluers.Sdk.Benchmarks.Quantities;

/// <summary>
/// How many bytes a turn hands to the operating system, in sessions of different length: those of files and SQLite as the system counts them for
/// the process, those of PostgreSQL in its write-ahead log, those of Redis in its append-only file. Folding is in them, over whole segments.
/// </summary>
internal static class BytesPerTurn
{
    private const int TurnsOfSomeSegments = 4 * 32;
    private const int Turns = 10 * TurnsOfSomeSegments;

    public static async Task<IReadOnlyList<Measurement>> MeasureAsync()
    {
        string folder = Directory.CreateTempSubdirectory("fluers-benchmarks-").FullName;
        var found = new List<Measurement>();
        Message[] turn = Conversation.Turn();
        try
        {
            foreach (Kind kind in Enum.GetValues<Kind>().Where(kind => kind != Kind.Memory && kind.IsThere()))
            {
                await using var turns = new StoredTurns(kind, folder);
                await TurnsAsync(turns, 10);   // what is written once, for the first session
                foreach (int messages in new[] { 10, 1000, 10_000 })
                {
                    found.Add(new Measurement(nameof(BytesPerTurn), $"{kind}", $"{messages}", Unit.Bytes, await TurnsAsync(turns, messages), IsBaseline: false));
                }

                // Short sessions soon become longer ones: so many turns are those of many sessions.
                async Task<double> TurnsAsync(StoredTurns turns, int messages)
                {
                    int sessions = messages == 10 ? Turns / TurnsOfSomeSegments : 1;
                    double bytes = 0;
                    for (int session = 0; session < sessions; session++)
                    {
                        await turns.FillAsync(Conversation.Take(messages));
                        long before = await WrittenAsync(kind);
                        for (int i = 0; i < Turns / sessions; i++)
                        {
                            await turns.PersistAsync(turn);
                        }

                        bytes += await WrittenAsync(kind) - before;
                    }

                    return bytes / Turns;
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return found;
    }

    private static async Task<long> WrittenAsync(Kind kind)
    {
        switch (kind)
        {
            case Kind.PostgreSql:
                await using (NpgsqlDataSource database = NpgsqlDataSource.Create(PostgreSqlServer.Shared.ConnectionString))
                await using (NpgsqlCommand command = database.CreateCommand("SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint"))
                {
                    return (long)(await command.ExecuteScalarAsync())!;
                }

            case Kind.Redis:
                await using (ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync($"{RedisServer.Shared.Configuration},allowAdmin=true"))
                {
                    return (await connections.GetServers()[0].InfoAsync("persistence")).SelectMany(group => group)
                        .Where(pair => pair.Key == "aof_current_size")
                        .Select(pair => long.Parse(pair.Value, CultureInfo.InvariantCulture))
                        .Single();
                }

            default:
                string line = File.ReadLines("/proc/self/io").First(line => line.StartsWith("wchar:", StringComparison.Ordinal));
                return long.Parse(line["wchar:".Length..], CultureInfo.InvariantCulture);
        }
    }
}
