using System.Net;
using System.Text;
using System.Text.Json;
using Fluers.Sdk.WebAgent.Tests.Harness;

namespace Fluers.Sdk.WebAgent.Tests.Http;

public sealed class ConversationTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task A_turn_streams_with_its_tool_calls_to_one_outcome_and_each_entry_has_the_next_number()
    {
        using var customer = new Customer(shared.Server);
        await customer.BeginAsync("It arrived broken, please refund A-1042.");

        IReadOnlyList<LiveEntry> entries = await customer.UntilSettledAsync();

        Assert.Equal(Enumerable.Range(0, entries.Count).Select(number => (long)number), entries.Select(entry => entry.Id));
        string[] kinds = ["input", "started", "part", "ended", "tool", "result", "part", "ended", "tool", "result", "part", "ended", "settled"];
        Assert.Equal(kinds, entries.Select(entry => entry.Kind).Where((kind, i) => i == 0 || kind != entries[i - 1].Kind));
        Assert.Equal(["look_up_order", "open_refund"], entries.Where(entry => entry.What.TryGetProperty("calls", out _)).Select(entry => entry.What.GetProperty("calls")[0].GetProperty("name").GetString()));
        Assert.Equal(
            "Done: 39.90 EUR for order A-1042 goes back to you within 3 days. The refund is R-1042-1.",
            string.Concat(entries.Where(entry => entry.Kind == "part").Select(entry => entry.Text("text"))));
        Assert.Equal("completed", entries[^1].Text("how"));
    }

    [Fact]
    public async Task The_state_of_the_session_knows_of_a_refund_in_the_next_turn()
    {
        using var customer = new Customer(shared.Server);
        await customer.BeginAsync("Please refund A-1042.");
        await customer.UntilSettledAsync();

        await customer.SayAsync("Please refund A-1042.");

        List<LiveEntry> entries = await SettledAsync(customer, 2);
        JsonElement[] looks = [.. entries.Where(entry => entry.Kind == "result" && entry.What.GetProperty("result").TryGetProperty("refunded", out _)).Select(entry => entry.What.GetProperty("result"))];
        Assert.Equal([0m, 39.90m], looks.Select(look => look.GetProperty("refunded").GetDecimal()));
    }

    [Fact]
    public async Task A_request_that_is_repeated_is_taken_once_and_another_one_under_its_key_is_a_conflict()
    {
        using var customer = new Customer(shared.Server);
        await customer.BeginAsync();
        var key = Guid.NewGuid();

        using HttpResponseMessage created = await customer.Http.PutAsync($"/api/sessions/{customer.Session}", null);
        using HttpResponseMessage first = await customer.SayAsync("Where is A-1042?", key);
        using HttpResponseMessage again = await customer.SayAsync("Where is A-1042?", key);
        using HttpResponseMessage other = await customer.SayAsync("Where is A-1043?", key);

        Assert.Equal(HttpStatusCode.NoContent, created.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Single(await customer.UntilSettledAsync(), entry => entry.Kind == "input");
    }

    [Theory]
    [InlineData("started", "WordPause=01:00:00")]   // before the model has said its second word
    [InlineData("tool", "LookUpPause=01:00:00")]    // in the middle of what a tool does
    public async Task A_turn_that_is_stopped_is_aborted_and_the_next_one_runs(string kind, string pause)
    {
        await using WebAgentServer server = await WebAgentServer.StartAsync(pause);
        using var customer = new Customer(server);
        await customer.BeginAsync("Where is A-1042?");
        await foreach (LiveEntry entry in customer.FollowAsync())
        {
            if (entry.Kind == kind)
            {
                using HttpResponseMessage stopped = await customer.Http.DeleteAsync($"/api/sessions/{customer.Session}/inputs/{(await FirstAsync(customer)).Text("receipt")}");
                Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
                break;
            }
        }

        await SettledAsync(customer, 1);
        await server.KillAsync();
        await server.StartAgainAsync();
        await customer.SayAsync("Where is A-1042?");

        List<LiveEntry> entries = await SettledAsync(customer, 2);
        Assert.Equal(["aborted", "completed"], entries.Where(entry => entry.Kind == "settled").Select(entry => entry.Text("how")));
    }

    [Fact]
    public async Task A_turn_that_waits_behind_one_that_is_stopped_runs()
    {
        await using WebAgentServer server = await WebAgentServer.StartAsync("LookUpPause=01:00:00");
        using var customer = new Customer(server);
        await customer.BeginAsync("Where is A-1042?");
        await foreach (LiveEntry entry in customer.FollowAsync())
        {
            if (entry.Kind == "tool")
            {
                await customer.SayAsync("Hello!");
                using HttpResponseMessage stopped = await customer.Http.DeleteAsync($"/api/sessions/{customer.Session}/inputs/{(await FirstAsync(customer)).Text("receipt")}");
                break;
            }
        }

        List<LiveEntry> entries = await SettledAsync(customer, 2);
        Assert.Equal(["aborted", "completed"], entries.Where(entry => entry.Kind == "settled").Select(entry => entry.Text("how")));
    }

    [Fact]
    public async Task A_session_that_is_deleted_is_gone_for_all_who_follow_it_and_stays_gone()
    {
        await using WebAgentServer server = await WebAgentServer.StartAsync("RefundPause=01:00:00");
        using var customer = new Customer(server);
        await customer.BeginAsync("Please refund A-1042.");
        bool isFollowed = false;
        await foreach (LiveEntry entry in customer.FollowAsync())
        {
            if (entry.Kind == "tool" && !isFollowed && entry.Text("call") == "call-2")
            {
                isFollowed = true;
                using HttpResponseMessage deleted = await customer.Http.DeleteAsync($"/api/sessions/{customer.Session}");
                Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
            }
        }

        using HttpResponseMessage again = await customer.Http.DeleteAsync($"/api/sessions/{customer.Session}");
        using HttpResponseMessage events = await customer.AskAsync(customer.Session);
        using HttpResponseMessage said = await customer.SayAsync("Hello?");
        Assert.True(isFollowed);   // and the stream has ended by itself
        Assert.All([again, events, said], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.Equal(0, (await customer.ListAsync()).GetProperty("sessions").GetArrayLength());
        Assert.DoesNotContain("fail:", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_on_which_nothing_happens_says_that_it_lives_and_goes_on_where_it_was()
    {
        await using WebAgentServer server = await WebAgentServer.StartAsync("KeepAlive=00:00:00.05");
        using var customer = new Customer(server);
        await customer.BeginAsync("Hello!");
        int entries = (await customer.UntilSettledAsync()).Count;
        using HttpResponseMessage answer = await customer.AskAsync(customer.Session, lastEventId: entries - 1);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());

        for (int alive = 0; alive < 3;)
        {
            string line = Assert.IsType<string>(await lines.ReadLineAsync());
            Assert.DoesNotContain("id:", line, StringComparison.Ordinal);
            alive += line == "event: alive" ? 1 : 0;
        }

        await customer.SayAsync("Hello again!");
        string? next;
        do
        {
            next = await lines.ReadLineAsync();
        }
        while (next?.StartsWith("id:", StringComparison.Ordinal) == false);
        Assert.Equal($"id: {entries}", next);
    }

    [Theory]
    [InlineData("""{"text":""}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"text":"  \n "}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"text":7}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"text":"Hello"}""", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("4001", null, HttpStatusCode.BadRequest)]
    [InlineData("70000", null, HttpStatusCode.RequestEntityTooLarge)]
    public async Task What_is_no_message_is_refused_and_nothing_is_stored(string body, string? type, HttpStatusCode status)
    {
        using var customer = new Customer(shared.Server);
        await customer.BeginAsync();
        string text = type is null ? $$"""{"text":"{{new string('x', int.Parse(body))}}"}""" : body;

        using var content = new StringContent(text, Encoding.UTF8, type ?? "application/json");
        using HttpResponseMessage refused = await customer.Http.PutAsync($"/api/sessions/{customer.Session}/inputs/{Guid.NewGuid()}", content);

        Assert.Equal(status, refused.StatusCode);
        Assert.Equal("", (await customer.ListAsync()).GetProperty("sessions")[0].GetProperty("title").GetString());
        Assert.DoesNotContain("Exception", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_are_listed_page_by_page_the_latest_first_by_what_was_said_first()
    {
        using var customer = new Customer(shared.Server);
        for (int i = 0; i < 31; i++)
        {
            await customer.BeginAsync($"Hello {i}\nand more" + (i == 30 ? new string('.', 90) : ""));
            await customer.UntilSettledAsync();
        }

        JsonElement first = await customer.ListAsync();
        JsonElement second = await customer.ListAsync(first.GetProperty("continuation").GetString());

        string[] titles = [.. new[] { first, second }.SelectMany(page => page.GetProperty("sessions").EnumerateArray()).Select(line => line.GetProperty("title").GetString()!)];
        Assert.Equal(31, titles.Length);
        Assert.Equal($"Hello 30 and more{new string('.', 43)}…", titles[0]);
        Assert.Equal([.. Enumerable.Range(0, 30).Reverse().Select(i => $"Hello {i} and more")], titles[1..]);
        Assert.Equal(JsonValueKind.Null, second.GetProperty("continuation").ValueKind);
    }

    [Fact]
    public async Task A_continuation_of_no_listing_is_refused()
    {
        using var customer = new Customer(shared.Server);

        using HttpResponseMessage refused = await customer.Http.GetAsync("/api/sessions?continuation=x");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_server_that_is_asked_to_end_ends_though_pages_follow_it()
    {
        await using WebAgentServer server = await WebAgentServer.StartAsync();
        using var customer = new Customer(server);
        await customer.BeginAsync("Hello!");
        await customer.UntilSettledAsync();
        using HttpResponseMessage open = await customer.AskAsync(customer.Session);

        int exit = await server.StopAsync();

        Assert.Equal(0, exit);
        Assert.DoesNotContain("fail:", server.Output, StringComparison.Ordinal);
    }

    private static async Task<LiveEntry> FirstAsync(Customer customer) => await customer.FollowAsync().FirstAsync();

    private static async Task<List<LiveEntry>> SettledAsync(Customer customer, int times)
    {
        var entries = new List<LiveEntry>();
        await foreach (LiveEntry entry in customer.FollowAsync())
        {
            entries.Add(entry);
            if (entries.Count(settled => settled.Kind == "settled") == times)
            {
                break;
            }
        }

        return entries;
    }
}
