using System.Diagnostics;
using System.Globalization;
using Fluers.Sdk.Sqlite;

namespace Fluers.Sdk.Cli.Tests.Sessions;

/// <summary>
/// Memory does not grow with the number of sessions. <c>FLUERS_LARGE=100000</c> in the environment makes it as many as that; what it took
/// is in the output of the test, and in docs/performance.md.
/// </summary>
public sealed class LargeStoreTests(ITestOutputHelper output)
{
    private const long Limit = 200L * 1024 * 1024;

    private static readonly int Sessions = int.Parse(Environment.GetEnvironmentVariable("FLUERS_LARGE") ?? "3000", CultureInfo.InvariantCulture);

    private static string Number => Sessions.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    [Fact]
    public async Task A_large_store_is_listed_counted_verified_and_copied_in_little_memory()
    {
        using Store store = new("sqlite");
        using Store other = new("sqlite");
        await FillAsync(store, tenants: 0);

        string listed = await RunAsync("sessions", "list", "--limit", "0", "--json", "--store", store.Url, "--schemas", store.Folder);
        string counted = await RunAsync("sessions", "stats", "--store", store.Url, "--schemas", store.Folder);
        string verified = await RunAsync("sessions", "verify", "--store", store.Url, "--schemas", store.Folder);
        string copied = await RunAsync("sessions", "copy", "--store", store.Url, "--to", other.Url);

        Assert.Equal(Sessions, listed.Split("\"session\":").Length - 1);
        Assert.StartsWith($"{Number} sessions, ", counted, StringComparison.Ordinal);
        Assert.Contains("all would load.", verified, StringComparison.Ordinal);
        Assert.StartsWith($"{Number} sessions copied and read back", copied, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_store_of_many_tenants_is_listed_counted_verified_and_copied_in_little_memory()
    {
        using Store store = new("sqlite");
        using Store other = new("sqlite");
        await FillAsync(store, tenants: Sessions / 10);

        string listed = await RunAsync("sessions", "list", "--all-tenants", "--limit", "0", "--json", "--store", store.Url, "--schemas", store.Folder);
        string counted = await RunAsync("sessions", "stats", "--all-tenants", "--store", store.Url, "--schemas", store.Folder);
        string verified = await RunAsync("sessions", "verify", "--all-tenants", "--store", store.Url, "--schemas", store.Folder);
        string copied = await RunAsync("sessions", "copy", "--all-tenants", "--store", store.Url, "--to", other.Url);

        Assert.Equal(Sessions, listed.Split("\"session\":").Length - 1);
        Assert.StartsWith($"{Number} sessions, ", counted, StringComparison.Ordinal);
        Assert.Contains("all would load.", verified, StringComparison.Ordinal);
        Assert.StartsWith($"{Number} sessions copied and read back", copied, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using Process process = Fluers.Start(Path.GetTempPath(), [], arguments);
        Task<string> read = process.StandardOutput.ReadToEndAsync();
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process));
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(20));
        }

        output.WriteLine($"{arguments[1]}: {clock.Elapsed.TotalSeconds:0.0} s, {peak / 1024 / 1024} MiB");
        Assert.Equal(0, process.ExitCode);
        Assert.InRange(peak, 1, Limit);
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
            return 0;   // it has ended, and what it last took was seen
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
