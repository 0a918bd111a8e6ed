using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Fluers.Sdk.WebAgent.Tests.Harness;

/// <summary>Somebody with a browser's cookies, but no browser.</summary>
internal sealed class Customer : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;

    public Customer(WebAgentServer server) =>
        _client = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies }) { BaseAddress = new Uri(server.Url) };

    public HttpClient Http => _client;

    public CookieCollection Cookies => _cookies.GetAllCookies();

    public Guid Session { get; private set; }

    /// <summary>Begins a session.</summary>
    public async Task BeginAsync()
    {
        Session = Guid.NewGuid();
        using HttpResponseMessage answer = await _client.PutAsync($"/api/sessions/{Session}", null);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    public Task<HttpResponseMessage> SayAsync(string text, Guid? key = null) =>
        _client.PutAsJsonAsync($"/api/sessions/{Session}/inputs/{key ?? Guid.NewGuid()}", new { text });

    public Task<HttpResponseMessage> DecideAsync(LiveEntry question, bool approved) => _client.PutAsJsonAsync(
        $"/api/sessions/{Session}/decisions/{Uri.EscapeDataString(question.Text("request"))}", new { call = question.Text("call"), approved });

    /// <summary>The sessions that wait for a decision.</summary>
    public async Task<string[]> WaitingAsync() => await _client.GetFromJsonAsync<string[]>("/api/questions") ?? [];

    /// <summary>Begins a session and says something that is accepted.</summary>
    public async Task BeginAsync(string text)
    {
        await BeginAsync();
        using HttpResponseMessage answer = await SayAsync(text);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    public async Task<JsonElement> ListAsync(string? continuation = null) =>
        await _client.GetFromJsonAsync<JsonElement>(continuation is null ? "/api/sessions" : $"/api/sessions?continuation={Uri.EscapeDataString(continuation)}");

    /// <summary>Asks for the events of a session, behind the last one that is known.</summary>
    public async Task<HttpResponseMessage> AskAsync(Guid session, long? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/sessions/{session}/events");
        if (lastEventId is { } last)
        {
            request.Headers.Add("Last-Event-ID", $"{last}");
        }

        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The events of the session behind the last one that is known, until the stream breaks.</summary>
    public async IAsyncEnumerable<LiveEntry> FollowAsync(long? lastEventId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage answer = await AskAsync(Session, lastEventId);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var parser = SseParser.Create(body);
        await foreach (SseItem<string> item in parser.EnumerateAsync(cancellationToken))
        {
            if (item.EventId is { } id)
            {
                yield return new LiveEntry(long.Parse(id), item.EventType, JsonElement.Parse(item.Data));
            }
        }
    }

    /// <summary>The events from the first one to an outcome, the first one by default.</summary>
    public async Task<IReadOnlyList<LiveEntry>> UntilSettledAsync(int times = 1)
    {
        var entries = new List<LiveEntry>();
        await foreach (LiveEntry entry in FollowAsync())
        {
            entries.Add(entry);
            if (entry.Kind == "settled" && --times == 0)
            {
                break;
            }
        }

        return entries;
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>An event as it came.</summary>
internal sealed record LiveEntry(long Id, string Kind, JsonElement What)
{
    public string Text(string name) => What.TryGetProperty(name, out JsonElement value) ? value.ToString() : "";
}
