using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Fluers.Sdk.Servers;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.WebAgent.Tests.Harness;

/// <summary>A server that speaks OpenAI's protocol and always gives one answer.</summary>
internal sealed class ModelServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly (int Status, string Type, string Body) _answer;
    private readonly ConcurrentQueue<(string Key, string Body)> _requests = [];

    private ModelServer(int status, string type, string body)
    {
        Url = $"http://127.0.0.1:{FreePort.Next()}/v1";
        _answer = (status, type, body);
        _listener.Prefixes.Add($"{Url}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url { get; }

    /// <summary>What was asked: the key, and the body.</summary>
    public IReadOnlyCollection<(string Key, string Body)> Requests => _requests;

    /// <summary>A model that says these words, each in a chunk of its own.</summary>
    public static ModelServer Saying(params string[] words) => new(200, "text/event-stream", string.Concat(words.Select((word, i) =>
        $$"""data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"{{word}}"},"finish_reason":{{(i == words.Length - 1 ? "\"stop\"" : "null")}}}]}""" + "\n\n")) + "data: [DONE]\n\n");

    /// <summary>A server that refuses every request.</summary>
    public static ModelServer Refusing(int status, string body) => new(status, "application/json", body);

    public void Dispose()
    {
        _listener.Close();
        Assert.All(_requests, request => Assert.Null(ModelRules.CheckChatCompletions(JsonElement.Parse(request.Body))));
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                _requests.Enqueue((context.Request.Headers["Authorization"] ?? "", await reader.ReadToEndAsync()));
                context.Response.StatusCode = _answer.Status;
                context.Response.ContentType = _answer.Type;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(_answer.Body));
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
