using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.SupportAgent.Tests.Harness;

/// <summary>A server on the loopback that answers each request with the next of the answers it was given.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<(int Status, string Body)> _answers;
    private readonly ConcurrentQueue<Request> _requests = [];
    private readonly ConcurrentQueue<ModelRefusal> _refusals = [];
    private readonly Task _serving;

    private FakeServer(IEnumerable<(int Status, string Body)> answers)
    {
        _answers = new ConcurrentQueue<(int, string)>(answers);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    public IReadOnlyList<Request> Requests => [.. _requests];

    /// <summary>A server that answers each request in the same way.</summary>
    public static FakeServer Always(int status, string body) => new(Enumerable.Repeat((status, body), 10));

    /// <summary>A server whose model responds with these messages, one after the other.</summary>
    public static FakeServer Model(params object[] messages) => new(messages.Select((message, number) => (200, JsonSerializer.Serialize(new
    {
        id = $"chatcmpl-{number}",
        @object = "chat.completion",
        created = 1,
        model = "fake",
        choices = new[] { new { index = 0, finish_reason = "stop", message } },
        usage = new { prompt_tokens = 10, completion_tokens = 5, total_tokens = 15 },
    }))));

    /// <summary>A response in words.</summary>
    public static object Words(string text) => new { role = "assistant", content = text };

    /// <summary>A response that calls tools, each with the text of its arguments.</summary>
    public static object Calls(params (string Id, string Name, string Arguments)[] calls) => new
    {
        role = "assistant",
        content = (string?)null,
        tool_calls = calls.Select(call => new { id = call.Id, type = "function", function = new { name = call.Name, arguments = call.Arguments } }),
    };

    /// <summary>A port on which nothing listens.</summary>
    public static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
        Assert.Empty(_refusals);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        string path = (await reader.ReadLineAsync())!.Split(' ')[1];
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            headers[header[..colon]] = header[(colon + 1)..].Trim();
        }

        char[] body = new char[int.Parse(headers["Content-Length"], CultureInfo.InvariantCulture)];
        await reader.ReadBlockAsync(body);
        string json = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body));
        _requests.Enqueue(new Request(path, headers.GetValueOrDefault("Authorization", ""), JsonElement.Parse(json)));

        (int status, string answer) = _answers.TryDequeue(out (int, string) next) ? next : (500, "{}");
        if (ModelRules.CheckChatCompletions(JsonElement.Parse(json)) is { } refusal)
        {
            _refusals.Enqueue(refusal);
            (status, answer) = (400, "{}");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(answer);
        string head = $"HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(bytes);
    }

    /// <summary>What the program sent.</summary>
    internal sealed record Request(string Path, string Authorization, JsonElement Body);
}
