using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Programs;

/// <summary>A random program on a pipeline with a session.</summary>
internal static class PipelineProgram
{
    private const int Steps = 7;
    private const int Attempts = 6;

    /// <summary>What happens in many programs.</summary>
    public static IEnumerable<Happening> Happenings => Enum.GetValues<Happening>().Where(happening => happening is not (Happening.GivenUpBefore or Happening.InputAgain));

    /// <summary>The entries whose commits fail in many programs.</summary>
    public static IEnumerable<string> Entries =>
    [
        nameof(AgentEntry.Message), nameof(AgentEntry.Response), nameof(AgentEntry.ResponsePart), nameof(AgentEntry.ResponseEnded), nameof(AgentEntry.ApprovalRequested),
        nameof(AgentEntry.ApprovalDecided), nameof(AgentEntry.ToolStarted), nameof(AgentEntry.ToolResult),
    ];

    public static async Task RunAsync(int seed, Happenings happenings)
    {
        await using var world = new World(seed, happenings);
        await world.Store.CreateAsync(World.Id, new AgentState());
        IChatClient client = await NewAsync(world);
        for (int step = 0; step < Steps; step++)
        {
            bool isEnding = world.Trouble();

            // Who comes back from another process names the message; without, the same words behind an answer are a second message.
            string? id = isEnding || world.Random.Next(2) == 0 ? $"m{step}" : null;
            Request request = await RequestAsync(world, step, id);
            bool isAnswered = false;
            for (int attempt = 0; attempt < Attempts && !isAnswered; attempt++)
            {
                world.HappenedIf(attempt > 0, Happening.SentAgainAfterError);
                isAnswered = await TryAskAsync(world, client, request, mayLeave: attempt < Attempts - 2);
                world.Calm();
                if (isEnding || (!isAnswered && id is not null && world.Random.Next(3) == 0))
                {
                    world.Happened(Happening.NextProcess);
                    world.Steps.Add("  the next process goes on");
                    client = await NewAsync(world);
                    isEnding = false;
                }
            }

            Assert.True(isAnswered, $"Program {seed}: no answer\n{string.Join('\n', world.Steps)}");
            if (request.Text is not null && !request.IsRefused)
            {
                world.Said.Add(request.Text);
            }

            await world.CheckAsync();
        }
    }

    private static async Task<IChatClient> NewAsync(World world)
    {
        bool isSideBySide = world.Random.Next(2) == 0;
        world.HappenedIf(isSideBySide, Happening.ToolsSideBySide);
        Session<AgentState> session = (await world.Store.LoadAsync<AgentState>(World.Id))!;
        return world.Provider.AsBuilder().UseFunctionInvocation(configure: client => client.AllowConcurrentInvocation = isSideBySide).UseSession(session).Build();
    }

    private static async Task<Request> RequestAsync(World world, int step, string? id)
    {
        SessionLog<AgentEntry> log = (await world.Store.LoadAsync<AgentState>(World.Id))!.State.Log;
        IReadOnlyList<ChatMessage> said = AgentConversation.Of(log);
        IReadOnlyList<PendingApproval> pending = AgentConversation.PendingApprovals(log);
        FunctionCallContent[] browsing = [.. World.Browsing(log)];
        List<AIContent> decisions = [];
        List<AIContent> results = [];
        bool isRefused = false;
        int kind = world.Random.Next(12);
        if (kind == 8 && said.Count > 0)
        {
            world.Happened(Happening.SentNothing);
            world.Steps.Add($"{step}: nothing");
            return new Request([], null, IsRefused: false);
        }

        if (kind == 9 && said.LastOrDefault(message => message is { MessageId: not null, Text.Length: > 0 } && message.Role == ChatRole.User) is { } earlier)
        {
            world.Happened(Happening.SentAgainById);
            world.Steps.Add($"{step}: {earlier.Text} again");
            return new Request([earlier], null, IsRefused: false);
        }

        if (kind < 4 && pending.Count > 0)
        {
            (decisions, isRefused) = DecisionForms.About(world, pending);
        }
        else if (kind == 10)
        {
            (ToolApprovalResponseContent late, isRefused) = DecisionForms.Late(world, log);
            decisions = [late];
        }

        if (kind is 3 or 4 && browsing.Length > 0)
        {
            results = world.Results(browsing);
        }
        else if (kind == 11 && world.SecondResult(log) is { } second)
        {
            results = [second];
        }

        string? text = decisions.Count + results.Count == 0 || kind == 0 ? $"said {step}" : null;
        world.Steps.Add($"{step}: {text}");
        world.HappenedIf(text is not null && pending.Count > decisions.Count, Happening.ApprovalsLeft);
        world.HappenedIf(text is not null && browsing.Length > results.Count, Happening.ClientCallsLeft);
        List<ChatMessage> now = results.Count == 0 ? [] : [new ChatMessage(ChatRole.Tool, results)];
        now.AddRange(DecisionForms.Messages(world, decisions, text));
        now.RemoveAll(message => message.Contents.Count == 0);
        if (text is not null)
        {
            now[^1].MessageId = id;
        }

        return new Request(RequestForms.Of(world, said, now), text, isRefused);
    }

    private static async Task<bool> TryAskAsync(World world, IChatClient client, Request request, bool mayLeave)
    {
        var options = new ChatOptions { Tools = world.Tools() };
        using var caller = new CancellationTokenSource();
        if (mayLeave && world.Random.Next(8) == 0)
        {
            world.InterruptLater(async () =>
            {
                await caller.CancelAsync();
                return true;
            });
        }

        try
        {
            if (world.Random.Next(2) == 0)
            {
                world.Happened(Happening.Whole);
                await client.GetResponseAsync(request.Messages, options, caller.Token);
            }
            else
            {
                world.Happened(Happening.Streaming);
                await foreach (ChatResponseUpdate _ in client.GetStreamingResponseAsync(request.Messages, options, caller.Token))
                {
                    if (mayLeave && world.Random.Next(12) == 0)
                    {
                        world.Happened(Happening.CallerLeaves);
                        world.Steps.Add("  the caller leaves");
                        return false;
                    }
                }
            }

            Assert.False(request.IsRefused, $"A decision was taken that is to be refused:\n{string.Join('\n', world.Steps)}");
            return true;
        }
        catch (AgentDecisionException e) when (request.IsRefused)
        {
            world.Steps.Add($"  {e.Message}");
            return true;
        }
        catch (Exception e) when (e is SessionStorageException or HttpRequestException or InvalidOperationException { Message: "it failed" } || caller.IsCancellationRequested)
        {
            world.Steps.Add($"  {e.Message}");
            return false;
        }
    }

    private sealed record Request(IReadOnlyList<ChatMessage> Messages, string? Text, bool IsRefused);
}
