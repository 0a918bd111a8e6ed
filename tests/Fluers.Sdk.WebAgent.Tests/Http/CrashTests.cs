using Fluers.Sdk.Servers;
using Fluers.Sdk.WebAgent.Tests.Harness;

namespace Fluers.Sdk.WebAgent.Tests.Http;

/// <summary>The server is killed in the middle of a turn, and the next one goes on.</summary>
public sealed class CrashTests
{
    private const string ForAnHour = "01:00:00";

    [Theory]
    [InlineData("tool", 1, "LookUpPause=" + ForAnHour)]      // look_up_order, which is run again
    [InlineData("tool", 2, "RefundPause=" + ForAnHour)]      // open_refund, of which the model is told that nobody knows
    [InlineData("started", 1, "WordPause=" + ForAnHour)]     // before the model has said its second word
    public async Task A_page_that_was_cut_off_in_a_turn_goes_on_behind_its_last_event_and_has_each_entry_once(string kind, int time, string pause)
    {
        await using WebAgentServer server = await WebAgentServer.StartAsync(pause);
        await DieAndGoOnAsync(server, kind, time);
    }

    [Fact]
    public async Task A_turn_goes_on_where_sessions_are_in_PostgreSQL()
    {
        Assert.SkipWhen(PostgreSqlServer.WhyMissing is not null, PostgreSqlServer.WhyMissing ?? "");
        await using WebAgentServer server = await WebAgentServer.StartOnPostgreSqlAsync(PostgreSqlServer.Shared.ConnectionString, "RefundPause=" + ForAnHour);
        await DieAndGoOnAsync(server, "tool", 2);
    }

    [Fact]
    public async Task A_turn_survives_one_death_after_another()
    {
        await using WebAgentServer server = await WebAgentServer.StartAsync("LookUpPause=" + ForAnHour);
        using var customer = new Customer(server);
        await customer.BeginAsync("It arrived broken, please refund A-1042.");
        var seen = new List<LiveEntry>();
        for (int death = 0; death < 3; death++)
        {
            seen.AddRange(await FollowToAsync(customer, "started", 1, server.KillAsync, seen is [.., var known] ? known.Id : null));
            await server.StartAgainAsync(death < 2 ? ["LookUpPause=" + ForAnHour] : []);
        }

        IReadOnlyList<LiveEntry> all = await customer.UntilSettledAsync();

        Assert.Equal(seen.Select(entry => entry.What.GetRawText()), all.Take(seen.Count).Select(entry => entry.What.GetRawText()));
        Assert.Equal(["1", "2", "3", "4"], all.Where(entry => entry.Kind == "started").Select(entry => entry.Text("attempt")));
        Assert.Equal("completed", all[^1].Text("how"));
    }

    private static async Task DieAndGoOnAsync(WebAgentServer server, string kind, int time)
    {
        using var customer = new Customer(server);
        await customer.BeginAsync("It arrived broken, please refund A-1042.");

        List<LiveEntry> seen = await FollowToAsync(customer, kind, time, server.KillAsync);
        Assert.DoesNotContain(seen, entry => entry.Kind == "settled");
        await server.StartAgainAsync();
        await foreach (LiveEntry entry in customer.FollowAsync(seen[^1].Id))
        {
            seen.Add(entry);
            if (entry.Kind == "settled")
            {
                break;
            }
        }

        Assert.Equal((await customer.UntilSettledAsync()).Select(entry => (entry.Id, entry.Kind, entry.What.GetRawText())), seen.Select(entry => (entry.Id, entry.Kind, entry.What.GetRawText())));
        Assert.Equal(Enumerable.Range(0, seen.Count).Select(number => (long)number), seen.Select(entry => entry.Id));
        Assert.Equal("completed", seen[^1].Text("how"));
        Assert.Single(seen, entry => entry.Kind == "result" && entry.Text("result").Contains("refund_id", StringComparison.Ordinal));
        Assert.EndsWith("The refund is R-1042-1.", Answer(seen), StringComparison.Ordinal);
    }

    private static string Answer(List<LiveEntry> entries) => string.Concat(entries
        .Skip(entries.FindLastIndex(entry => entry.Kind is "result" or "started"))
        .Select(entry => entry.Text("text")));

    /// <summary>Follows until an event has come a number of times, kills the server, and gives what had come.</summary>
    private static async Task<List<LiveEntry>> FollowToAsync(Customer customer, string kind, int time, Func<Task> kill, long? lastEventId = null)
    {
        var seen = new List<LiveEntry>();
        try
        {
            await foreach (LiveEntry entry in customer.FollowAsync(lastEventId))
            {
                seen.Add(entry);
                if (entry.Kind == kind && --time == 0)
                {
                    await kill();
                }
            }
        }
        catch (Exception e) when (time <= 0 && e is HttpRequestException or IOException)
        {
            // The server is gone, as it should be.
        }

        return seen;
    }
}
