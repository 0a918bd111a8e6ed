using System.Diagnostics;
using System.Globalization;
using Fluers.Sdk.Sqlite;

namespace Fluers.Sdk.Cli.Tests.Sessions;

/// <summary>
/// Memory does not grow with the number of sessions: the runtime gives the tool no more. <c>FLUERS_FULL=1</c> in the environment makes it
/// 100 000 sessions, <c>FLUERS_LARGE</c> any number; what it took is in the output of the test, and in docs/performance.md.
/// </summary>
public sealed class LargeStoreTests(ITestOutputHelper output)
{
    // Of the heap; what the process takes besides does not depend on a store.
    private const int Limit = 64 << 20;

    private static readonly int Sessions = int.Parse(
        Environment.GetEnvironmentVariable("FLUERS_LARGE") ?? (Environment.GetEnvironmentVariable("FLUERS_FULL") == "1" ? "100000" : "3000"), CultureInfo.InvariantCulture);

    private static string Number => Sessions.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_large_store_is_listed_counted_verified_and_copied_in_little_memory(bool manyTenants)
    {
        using Store store = new("sqlite");
        using Store other = new("sqlite");
        await FillAsync(store, manyTenants ? Sessions / 10 : 0);
        string[] which = manyTenants ? ["--all-tenants"] : [];

        string listed = await RunAsync(store, ["sessions", "list", .. which, "--limit", "0", "--json"]);
        string counted = await RunAsync(store, ["sessions", "stats", .. which]);
        string verified = await RunAsync(store, ["sessions", "verify", .. which]);
        string copied = await RunAsync(store, ["sessions", "copy", .. which, "--to", other.Url]);

        Assert.Equal(Sessions, listed.Split("\"session\":").Length - 1);
        Assert.StartsWith($"{Number} sessions, ", counted, StringComparison.Ordinal);
        Assert.Contains("all would load.", verified, StringComparison.Ordinal);
        Assert.StartsWith($"{Number} sessions copied and read back", copied, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(Store store, string[] command)
    {
        var clock = Stopwatch.StartNew();
        using Process process = Fluers.Start(store.Folder, new() { ["DOTNET_GCHeapHardLimit"] = $"{Limit:x}" }, [.. command, "--store", store.Url]);
        Task<string> read = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process));
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(20));
        }

        output.WriteLine($"{command[1]}: {clock.Elapsed.TotalSeconds:0.0} s, {peak / 1024 / 1024} MiB");
        Assert.Equal((0, ""), (process.ExitCode, await errors));
        return await read;
    }

    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;   // it has ended
        }
    }

    /// <param name="store">The store.</param>
    /// <param name="tenants">Over how many tenants the sessions are spread; 0 for the default one.</param>
    private static async Task FillAsync(Store store, int tenants)
    {
        await using var sessions = new SessionStore(SqliteStorage.Open(Path.Combine(store.Folder, "sessions.db"), new SqliteOptions { Durability = SqliteDurability.Normal }));
        await Parallel.ForAsync(0, Sessions, async (i, cancellationToken) =>
        {
            var state = new SessionState
            {
                Model = "gpt-5",
                MaxTurns = 8,
                Messages = [AgentMessage.User($"Where is my order A-{i}?"), AgentMessage.Assistant("It was delivered yesterday."), AgentMessage.User("Thank you!")],
            };
            await (tenants == 0 ? sessions : sessions.ForTenant($"tenant-{i % tenants}")).CreateAsync(state, cancellationToken);
        });
    }
}
