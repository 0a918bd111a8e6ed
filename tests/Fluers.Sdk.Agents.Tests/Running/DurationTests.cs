using Fluers.Sdk.Agents.Running;
using Fluers.Sdk.Agents.Workers;
using Fluers.Sdk.Storage;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Running;

/// <summary>Durations at their extremes, and clocks that are wrong.</summary>
public sealed class DurationTests
{
    public static TheoryData<TimeSpan> Extremes =>
        [TimeSpan.Zero, TimeSpan.FromTicks(1), TimeSpan.FromDays(49), TimeSpan.FromDays(50), TimeSpan.FromDays(10_000), TimeSpan.MaxValue, Timeout.InfiniteTimeSpan];

    [Theory]
    [MemberData(nameof(Extremes))]
    public async Task An_input_is_answered_with_every_duration_at_its_extreme(TimeSpan extreme)
    {
        foreach (Func<AgentOptions<AgentState>, AgentOptions<AgentState>> set in new Func<AgentOptions<AgentState>, AgentOptions<AgentState>>[]
        {
            options => extreme > TimeSpan.FromSeconds(1) || extreme == Timeout.InfiniteTimeSpan ? options with { TimeBudget = extreme } : options,
            options => options with { PartInterval = extreme },
            options => options with { RetryDelay = extreme < TimeSpan.FromSeconds(1) && extreme >= TimeSpan.Zero ? extreme : TimeSpan.Zero },
            options => options with { LeaseLength = extreme },
        })
        {
            await using var store = new SessionStore(new MemoryStorage());
            await store.CreateAsync(RunnerFixture.Id, new AgentState());
            var options = new AgentOptions<AgentState> { Chat = _ => new ChatOptions { Tools = [AIFunctionFactory.Create(() => 42, "ask")] } };
            await using var runner = new SessionRunner<AgentState>(store, new Fluers.Sdk.Testing.StrictChatClient(new Testing.ScriptedModel()), set(options));

            AgentOutcome outcome = await runner.InvokeAsync(RunnerFixture.Id, "call ask").WaitAsync(TimeSpan.FromMinutes(5));

            Assert.Equal((AgentStatus.Completed, "results: 42"), (outcome.Status, outcome.Text));
        }
    }

    [Theory]
    [MemberData(nameof(Extremes))]
    public void Every_duration_is_one_that_a_timer_takes(TimeSpan extreme)
    {
        using var timer = new Timer(_ => { }, null, Durations.Timer(extreme), Timeout.InfiniteTimeSpan);
        Assert.InRange(Durations.Backoff(extreme, 40, TimeSpan.FromSeconds(30)), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.True(Durations.Rest(extreme, TimeSpan.FromDays(-60)) >= TimeSpan.Zero || extreme == Timeout.InfiniteTimeSpan);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(-20_000)]
    public async Task A_clock_that_was_set_back_fails_no_input(int days)
    {
        var clock = new SetClock();
        var away = new Testing.ScriptedModel();
        await using RunnerFixture agent = await RunnerFixture.StartAsync(
            model: away, options: new() { Clock = clock, MaxAttempts = 3, TimeBudget = TimeSpan.FromHours(1) });
        away.OnRequest = request =>
        {
            if (request < 3)
            {
                clock.Shift = TimeSpan.FromDays(days);
                throw new HttpRequestException("away");
            }
        };

        AgentOutcome outcome = await agent.Runner.InvokeAsync(RunnerFixture.Id, "hello");

        Assert.Equal((AgentStatus.Completed, "hello"), (outcome.Status, outcome.Text));
    }

    [Fact]
    public async Task A_worker_whose_clock_is_far_ahead_leaves_the_work_of_a_living_one_alone()
    {
        var clock = new SetClock();
        await using var store = new SessionStore(new MemoryStorage());
        var lease = new WorkerLease(store, TimeSpan.FromMinutes(5), TimeProvider.System);
        await using (lease)
        {
            WorkerLease.Life worker = await lease.GetAsync(CancellationToken.None);
            clock.Shift = TimeSpan.FromHours(3);
            var peers = new Peers(store, clock);

            Assert.True(await peers.IsAliveAsync(worker.Id, CancellationToken.None));
            clock.Shift = TimeSpan.FromDays(365);
            Assert.True(await peers.IsAliveAsync(worker.Id, CancellationToken.None));
            Assert.False(worker.Ended.IsCancellationRequested);
        }
    }

    [Fact]
    public async Task A_worker_that_is_silent_for_its_lease_while_it_is_watched_is_dead()
    {
        var clock = new SetClock();
        await using var store = new SessionStore(new MemoryStorage());
        var worker = Guid.CreateVersion7();
        await store.CreateAsync(worker, new AgentWorker { Lease = TimeSpan.FromSeconds(15) });
        var peers = new Peers(store, clock);

        Assert.True(await peers.IsAliveAsync(worker, CancellationToken.None));
        clock.Passed = TimeSpan.FromSeconds(14);
        Assert.True(await peers.IsAliveAsync(worker, CancellationToken.None));
        clock.Passed = TimeSpan.FromSeconds(16);
        Assert.False(await peers.IsAliveAsync(worker, CancellationToken.None));
        Assert.Null(await store.LoadAsync<AgentWorker>(worker));
    }

    /// <summary>A clock that people set, and one behind it that goes forward as the test says.</summary>
    private sealed class SetClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public TimeSpan Passed { get; set; }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + Shift;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
