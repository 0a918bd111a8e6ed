using System.Text.Json;
using Fluers.Sdk.WebAgent.Tests.Harness;

namespace Fluers.Sdk.WebAgent.Tests.Http;

/// <summary>The sample with a model behind an endpoint.</summary>
public sealed class RemoteModelTests
{
    [Fact]
    public async Task A_model_behind_an_endpoint_is_told_of_the_tools_and_its_answer_streams()
    {
        using ModelServer model = ModelServer.Saying("Hello ", "there.");
        await using WebAgentServer server = await WebAgentServer.StartAsync("Model=m", $"Endpoint={model.Url}");
        using var customer = new Customer(server);
        await customer.BeginAsync("Hi");

        IReadOnlyList<LiveEntry> entries = await customer.UntilSettledAsync();

        Assert.Equal("completed", entries[^1].Text("how"));
        Assert.Equal("Hello there.", string.Concat(entries.Where(entry => entry.Kind == "part").Select(entry => entry.Text("text"))));
        (string key, string body) = Assert.Single(model.Requests);
        Assert.Equal("Bearer none", key);
        JsonElement asked = JsonElement.Parse(body);
        Assert.Equal(["system", "user"], asked.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.Equal(
            ["look_up_order", "open_refund", "cancel_order"],
            asked.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("function").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_server_that_refuses_is_asked_once_and_what_it_says_stands_in_the_log_and_not_on_the_page()
    {
        using ModelServer model = ModelServer.Refusing(401, """{"error":{"message":"Incorrect key sk-12345","code":"invalid_api_key"}}""");
        await using WebAgentServer server = await WebAgentServer.StartAsync("Model=m", $"Endpoint={model.Url}");
        using var customer = new Customer(server);
        await customer.BeginAsync("Hi");

        IReadOnlyList<LiveEntry> entries = await customer.UntilSettledAsync();

        Assert.Equal("failed", entries[^1].Text("how"));
        Assert.Equal("The model refused the request with status 401. Whoever runs this server finds more in its log.", entries[^1].Text("error"));
        Assert.Single(entries, entry => entry.Kind == "started");
        Assert.Single(model.Requests);
        Assert.Contains($"The model behind {model.Url} did not answer.", server.Output, StringComparison.Ordinal);
    }
}
