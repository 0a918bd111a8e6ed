using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Programs;

/// <summary>A random program on a pipeline with a session.</summary>
internal static class PipelineProgram
{
    private const int Steps = 7;

    public static async Task RunAsync(int seed)
    {
        await using var world = new World(seed);
        await world.Store.CreateAsync(World.Id, new AgentState());
        IChatClient client = await NewAsync(world);
        for (int step = 0; step < Steps; step++)
        {
            bool isEnding = Trouble(world);

            // Who comes back from another process names the message; without, the same words behind an answer are a second message.
            string? id = isEnding || world.Random.Next(2) == 0 ? $"m{step}" : null;
            List<ChatMessage> request = await RequestAsync(world, step, id);
            bool isAnswered = false;
            for (int attempt = 0; attempt < 6 && !isAnswered; attempt++)
            {
                isAnswered = await TryAskAsync(world, client, request);
                world.Storage.Revive();
                if (isEnding || (!isAnswered && id is not null && world.Random.Next(3) == 0))
                {
                    world.Steps.Add("  the next process goes on");
                    client = await NewAsync(world);
                    isEnding = false;
                }
            }

            Assert.True(isAnswered, $"Program {seed}: no answer\n{string.Join('\n', world.Steps)}");
            world.Said.AddRange(request.Where(message => message.Role == ChatRole.User && message.Text.Length > 0).Select(message => message.Text).Except(world.Said));
            await world.CheckAsync();
        }
    }

    private static async Task<IChatClient> NewAsync(World world)
    {
        bool concurrent = world.Random.Next(2) == 0;
        Session<AgentState> session = (await world.Store.LoadAsync<AgentState>(World.Id))!;
        return world.Provider.AsBuilder().UseFunctionInvocation(configure: client => client.AllowConcurrentInvocation = concurrent).UseSession(session).Build();
    }

    private static bool Trouble(World world)
    {
        StorageFault fault = world.Random.Next(2) == 0 ? StorageFault.NotSent : StorageFault.OutcomeLost;
        switch (world.Random.Next(6))
        {
            case 0:
                world.Steps.Add("  the provider fails");
                world.FailModel();
                return false;
            case 1:
                world.Steps.Add("  a commit fails");
                world.Storage.FailAfter(world.Random.Next(7), fault, ends: false);
                return false;
            case 2:
                world.Steps.Add("  the process ends");
                world.Storage.FailAfter(world.Random.Next(7), fault, ends: true);
                return true;
            default:
                return world.Random.Next(4) == 0;
        }
    }

    private static async Task<List<ChatMessage>> RequestAsync(World world, int step, string? id)
    {
        var log = (await world.Store.LoadAsync<AgentState>(World.Id))!.State.Log;
        IReadOnlyList<PendingApproval> pending = AgentConversation.PendingApprovals(log);
        FunctionCallContent[] browsing = [.. RunnerProgram.Browsing(log)];
        List<ChatMessage> now = [];
        int kind = world.Random.Next(8);
        if (kind < 4 && pending.Count > 0)
        {
            PendingApproval[] decided = [.. pending.Where(_ => world.Random.Next(3) > 0)];
            foreach (PendingApproval approval in decided)
            {
                bool approved = world.Random.Next(2) == 0;
                world.Steps.Add($"{step}: {approval.CallId} is {(approved ? "approved" : "rejected")}");
                if (approved)
                {
                    world.Approve(approval.Call);
                }

                now.Add(new ChatMessage(ChatRole.User, [approval.Request.CreateResponse(approved)]));
            }
        }

        if (kind is 3 or 4 && browsing.Length > 0)
        {
            world.Steps.Add($"{step}: the client has run {string.Join(", ", browsing.Select(call => call.CallId))}");
            now.Add(new ChatMessage(ChatRole.Tool, [.. browsing.Select(call => new FunctionResultContent(call.CallId, "page"))]));
        }

        if (now.Count == 0 || kind == 0)
        {
            world.Steps.Add($"{step}: said {step}");
            now.Add(new ChatMessage(ChatRole.User, $"said {step}") { MessageId = id });
        }

        // In every form that the page tells of: alone, or behind what the client has of the conversation.
        IReadOnlyList<ChatMessage> said = AgentConversation.Of(log);
        string form = ((string[])["alone", "alone", "whole", "text only", "without results"])[world.Random.Next(5)];
        world.Steps.Add($"  in the form: {form}");
        return form switch
        {
            "whole" => [.. said, .. now],
            "text only" => [.. said.Where(message => message.Text.Length > 0).Select(message => new ChatMessage(message.Role, message.Text)), .. now],
            "without results" => [.. said.Where(message => message.Role != ChatRole.Tool), .. now],
            _ => now,
        };
    }

    private static async Task<bool> TryAskAsync(World world, IChatClient client, List<ChatMessage> request)
    {
        var options = new ChatOptions { Tools = world.Tools() };
        try
        {
            if (world.Random.Next(2) == 0)
            {
                await client.GetResponseAsync(request, options);
            }
            else
            {
                await foreach (ChatResponseUpdate _ in client.GetStreamingResponseAsync(request, options))
                {
                    if (world.Random.Next(12) == 0)
                    {
                        world.Steps.Add("  the caller leaves");
                        return false;
                    }
                }
            }

            return true;
        }
        catch (Exception e) when (e is SessionStorageException or HttpRequestException or InvalidOperationException { Message: "it failed" })
        {
            world.Steps.Add($"  {e.Message}");
            return false;
        }
    }
}
