using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Programs;

/// <summary>A random program on the runner.</summary>
internal static class RunnerProgram
{
    private const int Steps = 7;

    /// <summary>What happens in many programs.</summary>
    public static IEnumerable<Happening> Happenings => Enum.GetValues<Happening>().Where(happening =>
        happening is not (>= Happening.SentAlone and <= Happening.SentAgainAfterError) and not Happening.CallerLeaves);

    /// <summary>The entries whose commits fail in many programs.</summary>
    public static IEnumerable<string> Entries =>
    [
        nameof(AgentEntry.Admitted), nameof(AgentEntry.Started), nameof(AgentEntry.Response), nameof(AgentEntry.ResponsePart), nameof(AgentEntry.ResponseEnded),
        nameof(AgentEntry.ApprovalRequested), nameof(AgentEntry.ApprovalDecided), nameof(AgentEntry.ToolStarted), nameof(AgentEntry.ToolResult),
        nameof(AgentEntry.AbortRequested), nameof(AgentEntry.Settled),
    ];

    public static async Task RunAsync(int seed, Happenings happenings)
    {
        await using var world = new World(seed, happenings);
        await world.Store.CreateAsync(World.Id, new AgentState());
        SessionRunner<AgentState> runner = New(world);
        try
        {
            for (int step = 0; step < Steps; step++)
            {
                bool isEnding = world.Trouble();
                Input input = await InputAsync(world, step);
                bool isSent = await TrySendAsync(world, runner, input);
                world.Calm();
                if (isEnding || !isSent)
                {
                    world.Happened(Happening.NextProcess);
                    world.Steps.Add("  the next process goes on");
                    await runner.DisposeAsync();
                    runner = New(world);
                }

                await runner.ResumeAsync(World.Id);
                if (world.Random.Next(isSent ? 8 : 2) == 0)
                {
                    world.Happened(Happening.InputAgain);
                    world.Steps.Add("  and again");
                    Assert.True(await TrySendAsync(world, runner, input));
                }

                await world.CheckAsync();
            }
        }
        finally
        {
            await runner.DisposeAsync();
        }
    }

    private static SessionRunner<AgentState> New(World world)
    {
        bool isStreaming = world.Random.Next(2) == 0;
        bool isSideBySide = world.Random.Next(2) == 0;
        world.Happened(isStreaming ? Happening.Streaming : Happening.Whole);
        world.HappenedIf(isSideBySide, Happening.ToolsSideBySide);
        return new(world.Store, world.Provider, new AgentOptions<AgentState>
        {
            Chat = _ => new ChatOptions { Tools = world.Tools() },
            Clock = world.Clock,
            PartInterval = TimeSpan.FromDays(1),
            Streaming = isStreaming,
            FunctionInvocation = client => client.AllowConcurrentInvocation = isSideBySide,
            MaxAttempts = 4,
        });
    }

    private static async Task<Input> InputAsync(World world, int step)
    {
        SessionLog<AgentEntry> log = (await world.Store.LoadAsync<AgentState>(World.Id))!.State.Log;
        IReadOnlyList<PendingApproval> pending = AgentConversation.PendingApprovals(log);
        FunctionCallContent[] browsing = [.. World.Browsing(log)];
        List<AIContent> decisions = [];
        List<AIContent> results = [];
        bool isRefused = false;
        int kind = world.Random.Next(12);
        if (kind < 4 && pending.Count > 0)
        {
            (decisions, isRefused) = DecisionForms.About(world, pending);
        }
        else if (kind == 10)
        {
            (ToolApprovalResponseContent late, isRefused) = DecisionForms.Late(world, log);
            decisions = [late];
        }

        if (kind is 3 or 4 or 5 && browsing.Length > 0)
        {
            results = world.Results(browsing);
        }
        else if (kind == 11 && world.SecondResult(log) is { } second)
        {
            results = [second];
            isRefused = true;
        }

        string? text = decisions.Count + results.Count == 0 || kind == 0 ? $"said {step}" : null;
        world.Steps.Add($"{step}: {text}");
        world.HappenedIf(text is not null && pending.Count > decisions.Count, Happening.ApprovalsLeft);
        world.HappenedIf(text is not null && browsing.Length > results.Count, Happening.ClientCallsLeft);
        List<ChatMessage> messages = results.Count == 0 ? [] : [new ChatMessage(ChatRole.Tool, results)];
        messages.AddRange(DecisionForms.Messages(world, decisions, text));
        messages.RemoveAll(message => message.Contents.Count == 0);
        return new Input(messages, $"{step}", text, isRefused, kind switch { 9 => Giving.Before, 6 or 7 => Giving.Within, _ => Giving.Never });
    }

    /// <summary>Sends an input, and gives it up where it is to be.</summary>
    /// <returns>Whether the store has taken it.</returns>
    private static async Task<bool> TrySendAsync(World world, SessionRunner<AgentState> runner, Input input)
    {
        (input.Text is null || input.IsRefused ? [] : world.MayBeSaid).Add(input.Text!);
        try
        {
            if (input.Giving != Giving.Never)
            {
                AgentReceipt receipt = await runner.DispatchAsync(World.Id, input.Messages, input.Key);
                if (input.Giving == Giving.Before)
                {
                    world.Happened(Happening.GivenUpBefore);
                    world.Steps.Add("  and gives it up");
                    await runner.AbortAsync(receipt, "enough");
                    await runner.ResumeAsync(World.Id);
                    return true;
                }

                world.InterruptLater(() => TryAbortAsync(runner, receipt));
            }

            AgentOutcome outcome = await runner.InvokeAsync(World.Id, input.Messages, input.Key);
            world.Steps.Add($"  {outcome.Status} {outcome.Error}");
            Assert.False(input.IsRefused && outcome.Status == AgentStatus.Completed, $"A decision was taken that is to be refused:\n{string.Join('\n', world.Steps)}");
            if (input.Text is not null && !input.IsRefused && outcome.Status != AgentStatus.Aborted)
            {
                world.Said.Add(input.Text);
            }

            return true;
        }
        catch (SessionStorageException)
        {
            world.Steps.Add("  the store was away");
            return false;
        }
        finally
        {
            world.InterruptNoMore();   // an input that has its outcome cannot be given up
        }
    }

    private static async Task<bool> TryAbortAsync(SessionRunner<AgentState> runner, AgentReceipt receipt)
    {
        try
        {
            await runner.AbortAsync(receipt, "enough");
            return true;
        }
        catch (SessionStorageException)
        {
            return false;
        }
    }

    private enum Giving
    {
        Never,
        Before,
        Within,
    }

    private sealed record Input(IReadOnlyList<ChatMessage> Messages, string Key, string? Text, bool IsRefused, Giving Giving);
}
