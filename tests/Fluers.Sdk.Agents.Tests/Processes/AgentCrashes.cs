using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Agents.Tests.Processes;

/// <summary>
/// A process is killed at each point of a turn, with SIGKILL, and another one goes on: each input has one outcome, no recorded result of a tool is made again, and
/// what was recorded stays as it is.
/// </summary>
/// <typeparam name="TPlace">Where the sessions are.</typeparam>
/// <remarks>The environment variable <c>FLUERS_AGENT_CRASHES</c> says how often at each point; <see cref="AgentPlace.Kills"/> unless stated.</remarks>
public abstract class AgentCrashes<TPlace> : IAsyncLifetime
    where TPlace : AgentPlace, new()
{
    private const int Lease = 400;

    private readonly TPlace _place = new();
    private Running.WatchedStorage _storage = null!;
    private SessionStore _store = null!;
    private int _crashes;

    protected AgentCrashes() => _crashes = AgentPlace.Kills;

    // Points beside those that every turn has.
    private static int Few => Math.Max(1, AgentPlace.Kills / 5);

    public async ValueTask InitializeAsync()
    {
        _storage = new Running.WatchedStorage(await _place.OpenAsync(TimeProvider.System));
        _store = new SessionStore(_storage);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Killed_before_the_input_is_stored_nothing_was_accepted_and_the_caller_may_ask_again()
    {
        await CrashAsync(HaltPoint.BeforeInput, "good morning");

        await RecoverAsync(async runner =>
        {
            foreach (SessionId id in Sessions)
            {
                Assert.Empty(Of<AgentEntry.Admitted>(await EntriesAsync(id)));
                AgentOutcome outcome = await runner.InvokeAsync(id, "good morning", "key");
                Assert.Equal((AgentStatus.Completed, "good morning"), (outcome.Status, outcome.Text));
            }
        });
    }

    [Fact]
    public async Task Killed_after_the_input_is_stored_the_input_is_run_and_a_repeated_one_is_the_same()
    {
        await CrashAsync(HaltPoint.AfterInput, "good morning");

        await RecoverAsync(async runner =>
        {
            foreach (SessionId id in Sessions)
            {
                AgentOutcome outcome = await runner.InvokeAsync(id, "good morning", "key");
                Assert.Equal((AgentStatus.Completed, "good morning"), (outcome.Status, outcome.Text));
                Assert.Single(Of<AgentEntry.Admitted>(await EntriesAsync(id)));
            }
        });
    }

    [Fact]
    public async Task Killed_in_a_response_the_part_is_closed_and_the_model_asked_again()
    {
        await CrashAsync(HaltPoint.InResponse, "one two three four five six");

        await RecoverAsync(async _ => Assert.All(await OutcomesAsync(), outcome =>
        {
            Assert.Equal((AgentStatus.Completed, "one two three four five six"), (outcome.Status, outcome.Text));
            Assert.Single(outcome.Messages);
        }));

        foreach (SessionId id in Sessions)
        {
            Assert.Equal([ResponseEnd.Interrupted, ResponseEnd.Complete], Of<AgentEntry.ResponseEnded>(await EntriesAsync(id)).Select(end => end.How));
        }
    }

    [Theory]
    [InlineData(HaltPoint.BeforeTool, 0)]
    [InlineData(HaltPoint.InTool, 1)]
    public async Task Killed_with_open_calls_no_tool_is_run_again_and_the_model_is_told_which_has_started(HaltPoint point, int runs)
    {
        _crashes = point == HaltPoint.InTool ? AgentPlace.Kills : Few;
        await CrashAsync(point, "call pay pay");

        await RecoverAsync(async _ => Assert.All(await OutcomesAsync(), outcome =>
        {
            Assert.Equal(AgentStatus.Completed, outcome.Status);
            Assert.Contains("\"outcome\":\"unknown\"", outcome.Text, StringComparison.Ordinal);
        }));

        Assert.Equal(_crashes * runs, TestTools.Read(_place.Effects, "pay").Length);
        foreach (SessionId id in Sessions)
        {
            Assert.Equal([ToolOutcome.Unknown, ToolOutcome.NotRun], Of<AgentEntry.ToolResult>(await EntriesAsync(id)).Select(result => result.Outcome));
        }
    }

    [Fact]
    public async Task Killed_in_a_tool_that_is_safe_to_repeat_the_tool_is_run_again()
    {
        _crashes = Few;
        await CrashAsync(HaltPoint.InTool, "call look");

        await RecoverAsync(async _ => Assert.All(await OutcomesAsync(), outcome => Assert.Equal((AgentStatus.Completed, "results: look done"), (outcome.Status, outcome.Text))));

        Assert.Equal(_crashes * 2, TestTools.Read(_place.Effects, "look").Length);
    }

    [Fact]
    public async Task Killed_after_the_response_the_model_is_not_asked_again()
    {
        await CrashAsync(HaltPoint.AfterResponse, "good morning");

        await RecoverAsync(async _ => Assert.All(await OutcomesAsync(), outcome => Assert.Equal((AgentStatus.Completed, "good morning"), (outcome.Status, outcome.Text))));

        foreach (SessionId id in Sessions)
        {
            Assert.Single(Of<AgentEntry.ResponseEnded>(await EntriesAsync(id)));
            Assert.Single(Of<AgentEntry.Started>(await EntriesAsync(id)));
        }
    }

    [Fact]
    public async Task Killed_while_an_input_is_given_up_it_is_given_up()
    {
        await CrashAsync(HaltPoint.InAbort, "call wait");

        await RecoverAsync(async _ => Assert.All(await OutcomesAsync(), outcome => Assert.Equal((AgentStatus.Aborted, "enough"), (outcome.Status, outcome.Error))));

        string[] runs = TestTools.Read(_place.Effects, "wait");
        Assert.Equal(runs.Distinct(), runs);
        foreach (SessionId id in Sessions)
        {
            Assert.Equal([ToolOutcome.Unknown], Of<AgentEntry.ToolResult>(await EntriesAsync(id)).Select(result => result.Outcome));
        }
    }

    private SessionId[] Sessions => [.. Enumerable.Range(0, _crashes).Select(i => new SessionId($"session-{i}"))];

    /// <summary>Runs a turn in as many processes as there are sessions, and kills each of them at the point.</summary>
    private Task CrashAsync(HaltPoint point, string text) => Parallel.ForEachAsync(Sessions, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (id, _) =>
    {
        using HostProcess process = HostProcess.Start(_place, "turn", _place.Effects, $"{Lease}", $"{point}", id.Value, text);
        Assert.Equal("halted", await process.LineAsync());
        await process.KillAsync();
    });

    /// <summary>Goes on with what the killed processes left, and holds the log against what it was.</summary>
    private async Task RecoverAsync(Func<SessionRunner<AgentState>, Task> expect)
    {
        Dictionary<SessionId, byte[]> before = [];
        foreach (SessionId id in Sessions)
        {
            before[id] = await FramesAsync(id);
        }

        using var stop = new CancellationTokenSource();
        var provider = new StrictChatClient(new ScriptedModel());
        await using var runner = new SessionRunner<AgentState>(
            _store, provider, new TestTools(_place.Effects, () => ValueTask.CompletedTask).Options(TimeSpan.FromMilliseconds(Lease)));
        Task working = runner.WorkAsync(stop.Token);
        await expect(runner).WaitAsync(TimeSpan.FromMinutes(5));
        await NothingLeftAsync();
        await stop.CancelAsync();
        await working;

        Assert.Empty(provider.Refusals);
        foreach (SessionId id in Sessions)
        {
            Assert.Equal(before[id], (await FramesAsync(id))[..before[id].Length]);
            IReadOnlyList<AgentEntry> entries = await EntriesAsync(id);
            Assert.Equal(Of<AgentEntry.Admitted>(entries).Select(input => input.Receipt), Of<AgentEntry.Settled>(entries).Select(outcome => outcome.Receipt));
            Assert.All(Of<AgentEntry.ToolResult>(entries).CountBy(result => result.CallId), call => Assert.Equal(1, call.Value));
        }
    }

    private async Task<List<AgentOutcome>> OutcomesAsync()
    {
        await using var waiter = new SessionRunner<AgentState>(_store, new StrictChatClient(new ScriptedModel()));
        var outcomes = new List<AgentOutcome>();
        foreach (SessionId id in Sessions)
        {
            AgentEntry.Admitted input = Assert.Single(Of<AgentEntry.Admitted>(await EntriesAsync(id)));
            outcomes.Add(await waiter.WaitAsync(new AgentReceipt(id, input.Receipt, 0)));
        }

        return outcomes;
    }

    /// <summary>Workers and their work leave nothing behind.</summary>
    private Task NothingLeftAsync() => _storage.UntilAsync(async () => (await Running.WorkOf.AllAsync(_store)).Count == 1);   // this worker itself

    private async Task<IReadOnlyList<AgentEntry>> EntriesAsync(SessionId id) => await _store.ReadAsync<AgentEntry>(id).ToListAsync();

    /// <summary>The entries of a session as they are stored.</summary>
    private async Task<byte[]> FramesAsync(SessionId id)
    {
        using var frames = new MemoryStream();
        await _store.ExportAsync(id, frames);
        var entries = new List<byte>();
        for (var reader = new FrameReader(frames.ToArray()); reader.MoveNext();)
        {
            entries.AddRange(reader.Header.Kind == FrameKind.Entry ? reader.Frame : []);
        }

        return [.. entries];
    }

    private static IEnumerable<T> Of<T>(IEnumerable<AgentEntry> entries)
        where T : AgentEntry => entries.OfType<T>();
}

/// <summary>Crashes on SQLite.</summary>
public sealed class SqliteAgentCrashes : AgentCrashes<SqliteAgents>;

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgreSqlAgentCrashes : AgentCrashes<PostgreSqlAgents>;
