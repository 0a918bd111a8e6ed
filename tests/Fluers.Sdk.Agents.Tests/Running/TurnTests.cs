using Fluers.Sdk.Agents.Tests.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Fluers.Sdk.Agents.Tests.Models.FakeModel;

namespace Fluers.Sdk.Agents.Tests.Running;

/// <summary>What a turn of the runner gives to the model, to tools and to the log.</summary>
public sealed class TurnTests
{
    private static readonly SessionId Id = RunnerFixture.Id;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_provider_that_keeps_the_conversation_is_sent_what_is_new(bool streaming)
    {
        AIFunction ask = AIFunctionFactory.Create(() => 42, "ask");
        var model = new FakeModel(request => request[^1].Text == "call" ? [Call("c1", "ask")] : [new TextContent("ok")]);
        await using var agent = new RunnerFixture(model: model, options: new() { Streaming = streaming });
        await agent.Store.CreateAsync(Id, new AgentState());
        await using var runner = new SessionRunner<AgentState>(
            agent.Store, agent.Provider, agent.Options with { Chat = _ => new ChatOptions { ConversationId = "conversation", Tools = [ask] } });

        Assert.Equal("ok", (await runner.InvokeAsync(Id, "one")).Text);
        Assert.Equal("ok", (await runner.InvokeAsync(Id, "call")).Text);

        Assert.Equal(["one", "call", "tool"], model.Requests.Select(request => Assert.Single(request)).Select(message => message.Role == ChatRole.Tool ? "tool" : message.Text));
    }

    [Fact]
    public async Task A_tool_that_throws_has_failed_and_its_message_is_recorded()
    {
        AIFunction broken = AIFunctionFactory.Create(string () => throw new InvalidOperationException("no such order"), "broken");
        await using RunnerFixture agent = await RunnerFixture.StartAsync(tools: broken);

        AgentOutcome outcome = await agent.Runner.InvokeAsync(Id, "call broken");

        Assert.Equal("results: Error: Function failed.", outcome.Text);
        AgentEntry.ToolResult result = Assert.Single((await agent.EntriesAsync()).OfType<AgentEntry.ToolResult>());
        Assert.Equal((ToolOutcome.Failed, "no such order"), (result.Outcome, result.Error));
    }

    [Fact]
    public async Task The_last_of_many_failures_is_a_failure_too_and_the_model_is_told_as_the_client_says()
    {
        int asked = 0;
        AIFunction broken = AIFunctionFactory.Create(string () => throw new InvalidOperationException("no such order"), "broken");
        var model = new FakeModel(request => asked++ < 5 ? [Call($"c{asked}", "broken")] : [new TextContent("I give up")]);
        await using RunnerFixture agent = await RunnerFixture.StartAsync(
            model: model, options: new() { MaxAttempts = 1, FunctionInvocation = client => { client.MaximumConsecutiveErrorsPerRequest = 1; client.IncludeDetailedErrors = true; } }, tools: broken);

        AgentOutcome failed = await agent.Runner.InvokeAsync(Id, "go");
        Assert.Equal((AgentStatus.Failed, "no such order"), (failed.Status, failed.Error));
        await agent.Runner.InvokeAsync(Id, "and?");

        AgentEntry.ToolResult[] results = [.. (await agent.EntriesAsync()).OfType<AgentEntry.ToolResult>()];
        Assert.All(results, result => Assert.Equal(ToolOutcome.Failed, result.Outcome));
        Assert.Contains("no such order", model.Requests[1][^1].Contents.OfType<FunctionResultContent>().Single().Result!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_attempt_that_fails_is_logged_with_its_error_and_the_input_when_it_fails()
    {
        var logs = new RecordedLogs();
        await using ServiceProvider services = new ServiceCollection().AddLogging(builder => builder.AddProvider(logs).SetMinimumLevel(LogLevel.Trace)).BuildServiceProvider();
        var model = new Testing.ScriptedModel { OnRequest = _ => throw new HttpRequestException("401 (Unauthorized)") };
        await using RunnerFixture agent = await RunnerFixture.StartAsync(model: model, options: new() { MaxAttempts = 3 }, services: services);

        await agent.Runner.InvokeAsync(Id, "a secret");
        await agent.Runner.DisposeAsync();   // the outcome is there before it is logged

        Assert.Equal(2, logs.Lines.Count(line => line.Level == LogLevel.Warning && line.Error?.Message == "401 (Unauthorized)"));
        Assert.Single(logs.Lines, line => line.Level == LogLevel.Error && line.Text.Contains("401", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, line => line.Text.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_turn_has_a_scope_of_its_own_and_ends_it()
    {
        var made = new List<Scoped>();
        await using ServiceProvider services = new ServiceCollection()
            .AddScoped(_ => { var scoped = new Scoped(); made.Add(scoped); return scoped; })
            .BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        AIFunction ask = AIFunctionFactory.Create((IServiceProvider provider) => ReferenceEquals(provider.GetRequiredService<Scoped>(), provider.GetRequiredService<Scoped>()), "ask");
        await using RunnerFixture agent = await RunnerFixture.StartAsync(services: services, tools: ask);

        Assert.Equal("results: True True", (await agent.Runner.InvokeAsync(Id, "call ask ask")).Text);
        Assert.Equal("results: True", (await agent.Runner.InvokeAsync(Id, "call ask")).Text);

        Assert.Equal([true, true], made.Select(scoped => scoped.IsDisposed));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Who_made_a_message_is_recorded_and_its_protected_reasoning_is_given_to_nobody_else(bool streaming, bool shared)
    {
        var first = new FakeModel(_ => [new TextReasoningContent("hm") { ProtectedData = "secret" }, new TextContent("one")]) { Metadata = new("first", null, "model-1") };
        await using RunnerFixture agent = await RunnerFixture.StartAsync(model: first, options: new() { Streaming = streaming });
        await agent.Runner.InvokeAsync(Id, "hello");
        await agent.Runner.InvokeAsync(Id, "and?");
        var second = new FakeModel(_ => [new TextContent("two")]) { Metadata = new("second", null, "model-2") };
        await using var other = new SessionRunner<AgentState>(agent.Store, second, agent.Options with { GivesReasoningToOtherProviders = shared });
        await other.InvokeAsync(Id, "now you");

        Assert.Equal(1, Thoughts(first.Requests[^1]));
        Assert.Equal(shared ? 2 : 0, Thoughts(second.Requests[^1]));
        IEnumerable<(string?, string?)> made = (await agent.EntriesAsync()).Select(entry => entry switch
        {
            AgentEntry.Response response => (response.Provider, response.Model),
            AgentEntry.ResponseEnded ended => (ended.Provider, ended.Model),
            _ => ((string?, string?)?)null,
        }).OfType<(string?, string?)>();
        Assert.Equal([("first", "model-1"), ("first", "model-1"), ("second", "model-2")], made);

        static int Thoughts(IEnumerable<ChatMessage> request) => request.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Count();
    }

    [Fact]
    public async Task An_input_that_says_nothing_is_not_accepted()
    {
        await using RunnerFixture agent = await RunnerFixture.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => agent.Runner.InvokeAsync(Id, " "));
        Assert.Empty(await agent.EntriesAsync());
    }

    [Fact]
    public async Task Calls_that_the_client_which_runs_tools_leaves_are_recorded_as_not_run()
    {
        AIFunction stop = AIFunctionFactory.Create(() => { FunctionInvokingChatClient.CurrentContext!.Terminate = true; return "stopped"; }, "stop");
        AIFunction other = AIFunctionFactory.Create(() => 1, "other");
        await using RunnerFixture agent = await RunnerFixture.StartAsync(tools: [stop, other]);

        Assert.Equal(AgentStatus.Completed, (await agent.Runner.InvokeAsync(Id, "call stop other")).Status);
        Assert.Equal([ToolOutcome.Completed, ToolOutcome.NotRun], (await agent.EntriesAsync()).OfType<AgentEntry.ToolResult>().Select(result => result.Outcome));
        Assert.Equal("and now", (await agent.Runner.InvokeAsync(Id, "and now")).Text);
    }

    private sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class RecordedLogs : ILoggerProvider, ILogger
    {
        private readonly List<(LogLevel Level, string Text, Exception? Error)> _lines = [];

        public IReadOnlyList<(LogLevel Level, string Text, Exception? Error)> Lines
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
            {
                _lines.Add((logLevel, formatter(state, exception), exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
