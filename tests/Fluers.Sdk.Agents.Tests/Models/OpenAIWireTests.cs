using System.ClientModel;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Fluers.Sdk.Agents.Tests.Models;

/// <summary>What the real client of OpenAI sends for a runner, as it goes over the wire.</summary>
public sealed class OpenAIWireTests : IDisposable
{
    private static readonly SessionId Id = new("conversation");

    private readonly Server _server = new();
    private readonly AIFunction _pay = new ApprovalRequiredAIFunction(AIFunctionFactory.Create((decimal amount) => $"paid {amount}", "pay"));
    private readonly AIFunction _look = AIFunctionFactory.Create(() => "looked", "look");

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    [InlineData("pass over")]
    public async Task What_a_runner_asks_with_is_what_the_API_takes(string what)
    {
        await using var store = new SessionStore(new MemoryStorage());
        await store.CreateAsync(Id, new AgentState());
        await using var runner = new SessionRunner<AgentState>(store, Client(), new() { Chat = _ => new() { Tools = [_pay, _look], Instructions = "be good" }, Streaming = false, MaxAttempts = 1 });

        AgentOutcome asked = await runner.InvokeAsync(Id, "go");
        AgentOutcome outcome = what == "pass over" ? await runner.InvokeAsync(Id, "never mind") : await runner.DecideAsync(Id, "call_a", what == "approve");
        await runner.InvokeAsync(Id, "and?");

        Assert.Equal((AgentStatus.Completed, AgentStatus.Completed, "Done."), (asked.Status, outcome.Status, outcome.Text));
        Assert.Equal(3, _server.Bodies.Count);
        Assert.All(_server.Bodies, body => Assert.Null(ModelRules.CheckChatCompletions(JsonElement.Parse(body))));
        string[] roles = [.. JsonElement.Parse(_server.Bodies.Last()).GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()!)];
        Assert.Equal(
            what == "pass over" ? ["system", "user", "assistant", "tool", "tool", "user", "assistant", "user"] : ["system", "user", "assistant", "tool", "tool", "assistant", "user"], roles);
    }

    [Fact]
    public async Task The_rules_find_what_is_wrong_in_a_request_of_the_client()
    {
        await Client().GetResponseAsync([new(ChatRole.User, "go"), new(ChatRole.Assistant, [new FunctionCallContent("call_a", "pay")]), new(ChatRole.User, "never mind")]);

        ModelRefusal? refusal = ModelRules.CheckChatCompletions(JsonElement.Parse(_server.Bodies.Single()));

        Assert.Equal((ModelApi.ChatCompletions, 1), (refusal!.Api, refusal.Message));
    }

    private IChatClient Client() => new OpenAIClient(new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = new Uri(_server.Url) }).GetChatClient("m").AsIChatClient();

    /// <summary>A server that calls two tools once, and says that it is done.</summary>
    private sealed class Server : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly ConcurrentQueue<string> _bodies = [];

        public Server()
        {
            Url = $"http://127.0.0.1:{FreePort.Next()}/v1";
            _listener.Prefixes.Add($"{Url}/");
            _listener.Start();
            _ = ServeAsync();
        }

        public string Url { get; }

        public IReadOnlyCollection<string> Bodies => _bodies;

        public void Dispose() => _listener.Close();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    HttpListenerContext context = await _listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream);
                    string body = await reader.ReadToEndAsync();
                    _bodies.Enqueue(body);
                    JsonElement last = JsonElement.Parse(body).GetProperty("messages").EnumerateArray().Last();
                    string message = last.GetRawText().Contains("\"go\"", StringComparison.Ordinal)
                        ? """{"role":"assistant","content":null,"tool_calls":[{"id":"call_a","type":"function","function":{"name":"pay","arguments":"{\"amount\": 1.50}"}},{"id":"call_b","type":"function","function":{"name":"look","arguments":"{}"}}]}"""
                        : """{"role":"assistant","content":"Done."}""";
                    context.Response.ContentType = "application/json";
                    await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(
                        $$$"""{"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{{{message}}}}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"""));
                    context.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed.
            }
        }
    }
}
