using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Agents.Tests.Processes;

/// <summary>Several worker processes on one store: they share the work, and one that is killed or frozen changes nothing of what comes out.</summary>
/// <typeparam name="TPlace">Where the sessions are.</typeparam>
public abstract class AgentWorkers<TPlace> : IAsyncLifetime
    where TPlace : AgentPlace, new()
{
    private const int Lease = 500;
    private const int Conversations = 8;

    private readonly TPlace _place = new();
    private SessionStore _store = null!;
    private SessionRunner<AgentState> _caller = null!;
    private int _rounds;

    public async ValueTask InitializeAsync()
    {
        _store = new SessionStore(await _place.OpenAsync(TimeProvider.System));
        _caller = new SessionRunner<AgentState>(_store, new StrictChatClient(new ScriptedModel()));
        foreach (SessionId id in Sessions)
        {
            await _store.CreateAsync(id, new AgentState());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _caller.DisposeAsync();
        await _store.DisposeAsync();
        await _place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Two_workers_share_the_work_and_never_run_one_input_twice()
    {
        // A lease that nobody loses because the machine is busy. Each worker sees to half of the sessions at once at most, and no tool ends before all have begun.
        using HostProcess one = await StartAsync(lease: 60_000);
        using HostProcess two = await StartAsync(lease: 60_000);
        AgentReceipt[] receipts = await DispatchAsync(inputs: 3);
        await RunsAsync(Conversations);
        OpenGate();
        await OutcomesAsync(receipts);

        Assert.Equal(2, (await ClaimsAsync()).Select(claim => claim.Worker).Distinct().Count());
        Assert.All(await ClaimsAsync(), claim => Assert.Equal(1, claim.Attempt));
        string[] runs = TestTools.Read(_place.Effects, "pay");
        Assert.Equal(Conversations * 3, runs.Length);
        Assert.Empty(runs.GroupBy(run => run).Where(run => run.Count() > 1).Select(run => run.Key));
    }

    [Fact]
    public async Task A_worker_that_is_frozen_in_its_turns_and_thawed_behind_them_changes_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGSTOP.");
        using HostProcess one = await StartAsync();
        AgentReceipt[] receipts = await DispatchAsync(inputs: 1);
        await RunsAsync(1);
        one.Freeze();
        using HostProcess two = await StartAsync();
        OpenGate();
        await OutcomesAsync(receipts);
        Assert.Contains(await ClaimsAsync(), claim => claim.Attempt > 1);
        string[][] before = await Task.WhenAll(Sessions.Select(StoredAsync));

        // The one that was frozen does the next work alone, so it has found out what it had lost by then.
        one.Thaw();
        await two.KillAsync();
        await OutcomesAsync(await DispatchAsync(inputs: 1));

        for (int i = 0; i < Sessions.Length; i++)
        {
            Assert.Equal(before[i], (await StoredAsync(Sessions[i]))[..before[i].Length]);
            Assert.IsType<AgentEntry.Admitted>((await _store.ReadAsync<AgentEntry>(Sessions[i]).ToListAsync())[before[i].Length]);
        }

        string[] runs = TestTools.Read(_place.Effects, "pay");
        Assert.Empty(runs.GroupBy(run => run).Where(run => run.Count() > 1).Select(run => run.Key));
    }

    [Fact]
    public async Task Workers_that_are_killed_at_random_moments_bring_each_input_to_one_outcome()
    {
        OpenGate();
        int kills = AgentPlace.Kills / 2;
        var random = new Random(kills);
        AgentReceipt[] receipts = await DispatchAsync(inputs: Math.Max(1, kills / 2));
        for (int kill = 0; kill < kills; kill++)
        {
            using HostProcess worker = await StartAsync();
            await GoesOnAsync(Sessions[random.Next(Conversations)], entries: random.Next(12));
            await worker.KillAsync();
        }

        using HostProcess last = await StartAsync();
        await OutcomesAsync(receipts);

        // A call whose result is recorded was run once, and no call was run twice.
        string[] runs = TestTools.Read(_place.Effects, "pay");
        Assert.Empty(runs.GroupBy(run => run).Where(run => run.Count() > 1).Select(run => run.Key));
        foreach (SessionId id in Sessions)
        {
            foreach (AgentEntry.ToolResult result in (await _store.ReadAsync<AgentEntry>(id).ToListAsync()).OfType<AgentEntry.ToolResult>().Where(result => result.Outcome == ToolOutcome.Completed))
            {
                Assert.Contains($"{id} {result.CallId}", runs);
            }
        }
    }

    [Fact]
    public async Task A_receipt_is_waited_for_by_another_process()
    {
        AgentReceipt receipt = (await DispatchAsync(inputs: 1))[0];
        using HostProcess waiting = HostProcess.Start(_place, "wait", _place.Effects, $"{Lease}", receipt.ToString());
        Assert.Equal("open", await waiting.LineAsync());

        OpenGate();
        using HostProcess worker = await StartAsync();

        Assert.Equal("Completed results: pay done", await waiting.LineAsync());
    }

    /// <summary>Waits until some more is recorded in a session, or until all of its inputs have their outcome.</summary>
    private async Task GoesOnAsync(SessionId id, int entries)
    {
        List<AgentEntry> seen = await _store.ReadAsync<AgentEntry>(id).ToListAsync();
        int open = seen.OfType<AgentEntry.Admitted>().Count() - seen.OfType<AgentEntry.Settled>().Count();
        if (open == 0 || entries == 0)
        {
            return;
        }

        await foreach (AgentEntry entry in _store.TailAsync<AgentEntry>(id, seen.Count))
        {
            open -= entry is AgentEntry.Settled ? 1 : 0;
            if (--entries == 0 || open == 0)
            {
                return;
            }
        }
    }

    private async Task<string[]> StoredAsync(SessionId id) =>
        await _store.ReadAsync<AgentEntry>(id).Select(entry => Convert.ToHexString(SessionSchema<AgentEntry>.Instance.Encode(entry, FrameKind.Entry))).ToArrayAsync();

    private string Gate => Path.Combine(_place.Effects, "gate");

    /// <summary>Lets the tools end that run, and those that begin.</summary>
    private void OpenGate() => File.WriteAllText(Gate, "");

    /// <summary>Waits until a tool runs in as many turns.</summary>
    private async Task RunsAsync(int runs)
    {
        using var hanging = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await Files.UntilAsync(_place.Effects, () => TestTools.Read(_place.Effects, "pay").Length >= runs, hanging.Token);
    }

    private static SessionId[] Sessions => [.. Enumerable.Range(0, Conversations).Select(i => new SessionId($"session-{i}"))];

    private async Task<HostProcess> StartAsync(int lease = Lease)
    {
        HostProcess worker = HostProcess.Start(_place, "work", _place.Effects, $"{lease}", Gate);
        Assert.Equal("open", await worker.LineAsync());
        return worker;
    }

    private async Task<AgentReceipt[]> DispatchAsync(int inputs)
    {
        int round = _rounds++;
        var receipts = new List<AgentReceipt>();
        for (int i = 0; i < inputs; i++)
        {
            foreach (SessionId id in Sessions)
            {
                receipts.Add(await _caller.DispatchAsync(id, "call pay", $"{round}-{i}"));
            }
        }

        return [.. receipts];
    }

    /// <summary>Waits for all outcomes, and finds exactly one of each input in the order of admission.</summary>
    private async Task<AgentOutcome[]> OutcomesAsync(AgentReceipt[] receipts)
    {
        AgentOutcome[] outcomes = await Task.WhenAll(receipts.Select(receipt => _caller.WaitAsync(receipt))).WaitAsync(TimeSpan.FromMinutes(5));
        Assert.All(outcomes, outcome => Assert.Equal(AgentStatus.Completed, outcome.Status));
        foreach (SessionId id in Sessions)
        {
            List<AgentEntry> entries = await _store.ReadAsync<AgentEntry>(id).ToListAsync();
            Assert.Equal(entries.OfType<AgentEntry.Admitted>().Select(input => input.Receipt), entries.OfType<AgentEntry.Settled>().Select(outcome => outcome.Receipt));
        }

        return outcomes;
    }

    private async Task<List<AgentEntry.Started>> ClaimsAsync()
    {
        var claims = new List<AgentEntry.Started>();
        foreach (SessionId id in Sessions)
        {
            claims.AddRange((await _store.ReadAsync<AgentEntry>(id).ToListAsync()).OfType<AgentEntry.Started>());
        }

        return claims;
    }
}

/// <summary>Workers on SQLite.</summary>
public sealed class SqliteAgentWorkers : AgentWorkers<SqliteAgents>;

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgreSqlAgentWorkers : AgentWorkers<PostgreSqlAgents>;
