using Fluers.Sdk;
using Fluers.Sdk.Agents;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace Shop;

/// <summary>What the program does with a store, one line of output for each thing done.</summary>
internal static class Visits
{
    private const int Appended = 3;

    /// <summary>Stores a session to be loaded.</summary>
    public static async Task StoreAsync(SessionStore store, SessionId id, int messages)
    {
        Session<Ticket> session = await store.CreateAsync(id, new Ticket { Title = "Lamp arrived broken", Priority = Priority.High });
        foreach (int i in Enumerable.Range(0, messages))
        {
            session.Append(AgentMessage.User($"message {i}"));
        }

        await session.SaveAsync();
    }

    /// <summary>Takes over a session that a build of version 1 stored, and stores it as today's.</summary>
    public static async Task<SessionId> MigrateAsync(SessionStore store)
    {
        await using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "stored", "lamp.v1.fluers"));
        (SessionId id, _, _) = await store.ImportAsync(SessionId.New(), file, ImportSeal.Optional);   // of a build whose exports had no seal
        Session<Ticket> session = (await store.LoadAsync<Ticket>(id))!;
        Console.WriteLine($"migrated from version {session.StoredVersion}: {session.State.Title}, {session.State.Priority}, {session.State.Messages.Count} messages");
        session.Update(ticket => ticket with { Title = ticket.Title + "!" });
        await session.SaveAsync();
        Console.WriteLine($"saved at revision {session.Revision}");
        return id;
    }

    /// <summary>Appends while somebody follows.</summary>
    public static async Task FollowAsync(SessionStore store, SessionId id)
    {
        Session<Ticket> session = (await store.LoadAsync<Ticket>(id))!;
        long from = session.State.Messages.Count;
        Task<List<string>> following = Task.Run(async () =>
        {
            var seen = new List<string>();
            await foreach (AgentMessage message in store.TailAsync<AgentMessage>(id, from))
            {
                seen.Add(message.Text);
                if (seen.Count == Appended)
                {
                    break;
                }
            }

            return seen;
        });
        for (int i = 0; i < Appended; i++)
        {
            session.Append(AgentMessage.User($"message {i}"));
            await session.SaveAsync();
        }

        Console.WriteLine($"followed: {string.Join(", ", await following)}");
    }

    /// <summary>A turn of an agent: the model calls a tool and tells of its result. A request that a provider would refuse fails the turn.</summary>
    public static async Task TalkAsync(SessionStore store)
    {
        Session<AgentState> session = await store.CreateAsync(new AgentState { Title = "Orders" });
        await using var agent = new SessionRunner<AgentState>(store, new StrictChatClient(new ScriptedModel()), new AgentOptions<AgentState>
        {
            Chat = _ => new ChatOptions { Tools = [new LookUp().SafeToRepeat()] },
        });
        AgentOutcome outcome = await agent.InvokeAsync(session.Id, "Where is order A-1042?");
        Session<AgentState> again = (await store.LoadAsync<AgentState>(session.Id))!;
        Console.WriteLine($"{outcome.Status}: {outcome.Text}");
        Console.WriteLine($"the log ends with {again.State.Log[^1].GetType().Name}");
    }
}
