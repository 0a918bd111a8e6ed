using System.Text.Json;
using Fluers.Sdk.Agents;
using Fluers.Sdk.SupportAgent.Tests.Harness;
using SupportAgent;

namespace Fluers.Sdk.SupportAgent.Tests;

/// <summary>The sample against servers that speak OpenAI's protocol, well and badly.</summary>
public sealed class RemoteModelTests : Workplace
{
    [Fact]
    public async Task A_turn_with_tool_calls_good_and_bad_is_finished_and_stored()
    {
        await using FakeServer server = FakeServer.Model(
            FakeServer.Calls(("c1", "look_up_order", """{"order_id":"A-1042"}""")),
            FakeServer.Calls(
                ("c2", "open_refund", """{"order_id":"A-1042","amount":"everything","reason":"broken"}"""),
                ("c3", "open_refund", """{"order_id":1042,"amount":39.9,"reason":"broken"}"""),
                ("c4", "open_refund", """{"amount":39.9"""),
                ("c5", "send_flowers", "{}"),
                ("c6", "open_refund", """{"order_id":"A-1042","amount":4000,"reason":"broken"}""")),
            FakeServer.Calls(("c7", "open_refund", """{"order_id":"A-1042","amount":39.90,"reason":"broken"}""")),
            FakeServer.Words("Refunded – 39.90 EUR."));

        Finished run = (await AgentProcess.RunAsync(
            Directory, "Please refund A-1042, it is broken.", ["--endpoint", server.Url, "--model", "fake"], "secret")).Succeeded();

        Assert.Equal("Refunded – 39.90 EUR.", Assert.Single(run.Labelled("agent")));
        (_, SupportConversation state) = await ReadOnlySessionAsync();
        Assert.Equal(39.90m, Assert.Single(state.Refunds).Amount);
        Assert.Equal(60, state.Log.OfType<AgentEntry.Response>().Sum(response => response.Value.Usage?.Total));
        string[] errors = [.. state.Log.OfType<AgentEntry.ToolResult>().Select(result => (StoredContent.FunctionResult)result.Result).Select(result => $"{result.CallId}: {result.PlainText ?? result.Value.ToString()}").Where(result => result.Contains("rror", StringComparison.Ordinal))];
        Assert.Collection(
            errors.Order(StringComparer.Ordinal),
            error => Assert.StartsWith("c2: Error: Function failed. Exception: The JSON value could not be converted to System.Decimal", error, StringComparison.Ordinal),
            error => Assert.StartsWith("c3: Error: Function failed. Exception: The JSON value could not be converted to System.String", error, StringComparison.Ordinal),
            error => Assert.Contains("'order_id'", error, StringComparison.Ordinal),
            error => Assert.StartsWith("c5: Error: Requested function \"send_flowers\" not found", error, StringComparison.Ordinal),
            error => Assert.StartsWith("c6: {\"error\":\"amount must be above 0 and at most 39.90", error, StringComparison.Ordinal));
        AssertWellFormed(server.Requests);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_6_and_what_was_said_is_answered_later()
    {
        Finished run = await AgentProcess.RunAsync(
            Directory, "Where is A-1042?", "--endpoint", $"http://127.0.0.1:{FakeServer.UnusedPort()}/v1", "--model", "m");

        (SessionInfo info, SupportConversation state) = await ReadOnlySessionAsync();
        run.Failed(6, $"all that was said is saved, and --session {info.Id} goes on with it.");
        Assert.Contains("No server answers at http://127.0.0.1:", run.Error, StringComparison.Ordinal);
        Assert.Equal("Where is A-1042?", Assert.Single(state.Messages).Text);

        Finished later = (await AgentProcess.RunAsync(Directory, "", "--session", info.Id.Value)).Succeeded();
        Assert.Contains("the desk lamp", Assert.Single(later.Labelled("agent")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"Incorrect API key","code":"invalid_api_key"}}""", 7, "refused the API key; set SUPPORT_AGENT_API_KEY or OPENAI_API_KEY")]
    [InlineData(403, "{}", 7, "refused the API key")]
    [InlineData(404, "not here", 6, "does not know the model 'm' or the path; check --model and --endpoint")]
    [InlineData(400, """{"error":{"message":"Too\nlong"}}""", 6, "answered with status 400")]
    [InlineData(500, "", 6, "answered with status 500")]
    [InlineData(200, "<html>Welcome</html>", 6, "did not answer as an OpenAI-compatible server does")]
    [InlineData(200, "{}", 6, "did not answer as an OpenAI-compatible server does")]
    public async Task A_server_that_refuses_or_talks_otherwise_is_6_and_a_refused_key_is_7(int status, string body, int exitCode, string sentence)
    {
        await using FakeServer server = FakeServer.Always(status, body);

        Finished run = await AgentProcess.RunAsync(Directory, "Hello\nHello?", ["--endpoint", server.Url, "--model", "m"], "wrong");

        run.Failed(exitCode, sentence);
        (SessionInfo info, SupportConversation state) = await ReadOnlySessionAsync();
        Assert.Contains($"--session {info.Id}", run.Error, StringComparison.Ordinal);
        Assert.Equal("Hello", Assert.Single(state.Messages).Text);
    }

    [Fact]
    public async Task A_model_that_only_ever_calls_tools_has_to_speak_in_the_end()
    {
        await using FakeServer server = FakeServer.Model(
            [.. Enumerable.Range(0, 8).Select(i => FakeServer.Calls(($"c{i}", "look_up_order", """{"order_id":"A-1042"}"""))), FakeServer.Words("Enough.")]);

        Finished run = (await AgentProcess.RunAsync(Directory, "Where is A-1042?", ["--endpoint", server.Url, "--model", "m"], "k")).Succeeded();

        Assert.Equal("Enough.", Assert.Single(run.Labelled("agent")));
        Assert.All(server.Requests.SkipLast(1), request => Assert.True(request.Body.TryGetProperty("tools", out _)));
        Assert.False(server.Requests[^1].Body.TryGetProperty("tools", out _));
    }

    [Fact]
    public async Task A_model_that_answers_nothing_is_6_and_its_silence_is_not_stored()
    {
        await using FakeServer server = FakeServer.Model(FakeServer.Words(""), FakeServer.Words("Hello!"));
        string[] model = ["--endpoint", server.Url, "--model", "m"];

        (await AgentProcess.RunAsync(Directory, "Hello", model, "k")).Failed(6, "The model 'm' answered nothing");

        (SessionInfo info, _) = await ReadOnlySessionAsync();
        Assert.Equal(1, info.EntryCount);
        Finished later = (await AgentProcess.RunAsync(Directory, "", ["--session", info.Id.Value, .. model], "k")).Succeeded();
        Assert.Equal("Hello!", Assert.Single(later.Labelled("agent")));
    }

    // What a strict server demands: each call followed by its result, in order, before the model is asked again.
    private static void AssertWellFormed(IReadOnlyList<FakeServer.Request> requests)
    {
        Assert.Equal(4, requests.Count);
        Assert.All(requests, request => Assert.Equal(("/v1/chat/completions", "Bearer secret"), (request.Path, request.Authorization)));
        JsonElement[] last = [.. requests[^1].Body.GetProperty("messages").EnumerateArray()];
        Assert.Equal(
            ["system", "user", "assistant", "tool", "assistant", "tool", "tool", "tool", "tool", "tool", "assistant", "tool"],
            last.Select(message => message.GetProperty("role").GetString()));
        Assert.Equal(
            ["c1", "c2", "c3", "c4", "c5", "c6", "c7"],
            last.Where(message => message.TryGetProperty("tool_call_id", out _)).Select(message => message.GetProperty("tool_call_id").GetString()));
        Assert.Equal(2, requests[0].Body.GetProperty("tools").GetArrayLength());
    }
}
