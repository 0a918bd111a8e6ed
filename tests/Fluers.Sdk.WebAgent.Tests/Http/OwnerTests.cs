using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using Fluers.Sdk.WebAgent.Tests.Harness;

namespace Fluers.Sdk.WebAgent.Tests.Http;

public sealed class OwnerTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Another_owner_does_not_find_a_session_by_its_id_by_its_receipt_or_in_a_list()
    {
        using var owner = new Customer(shared.Server);
        using var other = new Customer(shared.Server);
        await owner.BeginAsync("My order is A-1042.");
        IReadOnlyList<LiveEntry> entries = await owner.UntilSettledAsync();

        using HttpResponseMessage events = await other.AskAsync(owner.Session);
        using HttpResponseMessage none = await other.AskAsync(Guid.NewGuid());
        using HttpResponseMessage said = await other.Http.PutAsJsonAsync($"/api/sessions/{owner.Session}/inputs/{Guid.NewGuid()}", new { text = "Hello" });
        using HttpResponseMessage deleted = await other.Http.DeleteAsync($"/api/sessions/{owner.Session}");
        using HttpResponseMessage stopped = await other.Http.DeleteAsync($"/api/sessions/{owner.Session}/inputs/{entries[0].Text("receipt")}");

        Assert.All([events, none, said, deleted, stopped], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.Equal(await WithoutTrace(none), await WithoutTrace(events));
        Assert.Equal(0, (await other.ListAsync()).GetProperty("sessions").GetArrayLength());
        Assert.Equal(1, (await owner.ListAsync()).GetProperty("sessions").GetArrayLength());
    }

    [Fact]
    public async Task Another_owners_session_under_the_same_id_is_another_session()
    {
        using var owner = new Customer(shared.Server);
        using var other = new Customer(shared.Server);
        await owner.BeginAsync("My order is A-1042.");

        using HttpResponseMessage created = await other.Http.PutAsync($"/api/sessions/{owner.Session}", null);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("", (await other.ListAsync()).GetProperty("sessions")[0].GetProperty("title").GetString());
        Assert.Equal("My order is A-1042.", (await owner.ListAsync()).GetProperty("sessions")[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task The_cookie_is_a_secret_of_256_bits_that_no_script_and_no_other_site_gets()
    {
        using var customer = new Customer(shared.Server);

        using HttpResponseMessage page = await customer.Http.GetAsync("/");

        string cookie = Assert.Single(page.Headers.GetValues("Set-Cookie"));
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("; path=/", cookie, StringComparison.Ordinal);
        Assert.Equal(32, Base64Url.DecodeFromChars(Assert.Single(customer.Cookies).Value).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("default")]
    [InlineData("../../default")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_cookie_that_is_no_secret_is_replaced(string value)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(shared.Server.Url) };
        client.DefaultRequestHeaders.Add("Cookie", $"web-agent-owner={value}");

        using HttpResponseMessage answer = await client.GetAsync("/api/sessions");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("web-agent-owner=", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/scripts/app.js")]
    [InlineData("/api/sessions")]
    [InlineData("/api/sessions/00000000-0000-4000-8000-000000000000/events")]
    [InlineData("/nothing")]
    public async Task Every_answer_says_where_its_parts_may_come_from(string path)
    {
        using var customer = new Customer(shared.Server);

        using HttpResponseMessage answer = await customer.Http.GetAsync(path);

        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static async Task<string> WithoutTrace(HttpResponseMessage answer) => (await answer.Content.ReadAsStringAsync()).Split("traceId")[0];
}
