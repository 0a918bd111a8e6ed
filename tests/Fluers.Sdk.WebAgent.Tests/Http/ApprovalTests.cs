using System.Net;
using Fluers.Sdk.WebAgent.Tests.Harness;

namespace Fluers.Sdk.WebAgent.Tests.Http;

/// <summary>A tool that waits for the customer.</summary>
public sealed class ApprovalTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData(true, "Done: order A-1041 is cancelled, and you pay nothing.")]
    [InlineData(false, "All right, order A-1041 stays as it is.")]
    public async Task A_call_waits_for_a_decision_and_another_server_carries_it_out(bool approved, string answer)
    {
        await using WebAgentServer server = await WebAgentServer.StartAsync();
        using var customer = new Customer(server);
        await customer.BeginAsync("Please cancel A-1041.");
        LiveEntry question = Assert.Single(await customer.UntilSettledAsync(), entry => entry.Kind == "question");
        Assert.Equal([customer.Session.ToString()], await customer.WaitingAsync());
        await server.KillAsync();
        await server.StartAgainAsync();

        using HttpResponseMessage accepted = await customer.DecideAsync(question, approved);

        IReadOnlyList<LiveEntry> entries = await customer.UntilSettledAsync(times: 2);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal(approved ? "approved" : "rejected", Assert.Single(entries, entry => entry.Kind == "decision").Text("how"));
        Assert.Equal(approved ? 1 : 0, entries.Count(entry => entry.Kind == "tool"));
        Assert.Equal(answer, string.Concat(entries.Where(entry => entry.Kind == "part").Select(entry => entry.Text("text"))));
        Assert.Empty(await customer.WaitingAsync());
    }

    [Fact]
    public async Task A_decision_that_is_repeated_is_taken_once_and_the_opposite_one_is_a_conflict()
    {
        using var customer = new Customer(shared.Server);
        await customer.BeginAsync("Please cancel A-1041.");
        LiveEntry question = Assert.Single(await customer.UntilSettledAsync(), entry => entry.Kind == "question");

        using HttpResponseMessage first = await customer.DecideAsync(question, approved: false);
        using HttpResponseMessage again = await customer.DecideAsync(question, approved: false);
        using HttpResponseMessage other = await customer.DecideAsync(question, approved: true);

        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.DoesNotContain(await customer.UntilSettledAsync(times: 2), entry => entry.Kind == "tool");
    }

    [Fact]
    public async Task Who_says_something_else_has_not_approved()
    {
        using var customer = new Customer(shared.Server);
        await customer.BeginAsync("Please cancel A-1041.");
        await customer.UntilSettledAsync();

        using HttpResponseMessage said = await customer.SayAsync("Hello!");

        IReadOnlyList<LiveEntry> entries = await customer.UntilSettledAsync(times: 2);
        Assert.Equal("passedOver", Assert.Single(entries, entry => entry.Kind == "decision").Text("how"));
        Assert.DoesNotContain(entries, entry => entry.Kind == "tool");
    }

    [Fact]
    public async Task Nobody_decides_for_another_customer()
    {
        using var customer = new Customer(shared.Server);
        using var other = new Customer(shared.Server);
        await customer.BeginAsync("Please cancel A-1041.");
        LiveEntry question = Assert.Single(await customer.UntilSettledAsync(), entry => entry.Kind == "question");

        using HttpResponseMessage refused = await other.Http.PutAsync(
            $"/api/sessions/{customer.Session}/decisions/{Uri.EscapeDataString(question.Text("request"))}",
            new StringContent("""{"call":"call-1","approved":true}""", System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Empty(await other.WaitingAsync());
        Assert.Single(await customer.WaitingAsync());
    }
}
