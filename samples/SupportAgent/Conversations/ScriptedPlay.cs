using Fluers.Sdk;
using Fluers.Sdk.Agents;
using Microsoft.Extensions.AI;

namespace SupportAgent;

/// <summary>Shows in one run what takes days in life: a customer, a refund, a turn that breaks off, and all of it loaded again from the store.</summary>
internal sealed class ScriptedPlay(string storePath, IChatClient model, Screen screen, TimeSpan pace)
{
    public async Task RunAsync()
    {
        SessionId id;
        await using (SupportStore store = SupportStore.Open(storePath))
        {
            var first = new Conversation(store, model, screen, pace);
            screen.Heading("A customer asks. Each step is one commit, saved before it is shown");
            await first.SayAsync("Hello! Where is my order A-1042?");

            screen.Heading("A refund: what the tool did and what it answered are one commit");
            await first.SayAsync("It arrived broken. Please refund it.");

            screen.Heading("As if the process died in the middle of a turn");
            await first.SayAsync("Please refund A-1078 too, I ordered it by mistake.", stopAfter: StartsARefund);
            id = first.Id!.Value;
            screen.Note("crash", "all memory is dropped here; that the tool began is saved, its result is not: did the refund happen?");
        }

        await using (SupportStore store = SupportStore.Open(storePath))
        {
            var second = new Conversation(store, model, screen, pace);
            screen.Heading("As the next process does: open the store, go on, run no call twice blindly");
            await second.ResumeAsync(id, storePath);
            await second.SayAsync("Which refunds did I get?");
        }

        screen.Heading("Now you");
        screen.Note("go on", $"dotnet run --project samples/SupportAgent -- --session {id}");
        screen.Note("list", "dotnet run --project samples/SupportAgent -- --list");
    }

    private static bool StartsARefund(AgentEntry step) => step is AgentEntry.ToolStarted { Name: "open_refund" };
}
