using Fluers.Sdk;
using Fluers.Sdk.Agents;
using Microsoft.Extensions.AI;

namespace SupportAgent;

/// <summary>
/// The agent of one session: a pipeline that asks the model, runs the tools that it calls, and asks again until it has answered. The session stands in
/// the middle of it and records each step before the next one is taken.
/// </summary>
internal sealed class Agent
{
    // A model that calls tools for ever has to speak in the end.
    private const int MostRequests = 8;

    // Not stored: the instructions belong to the code, and a session of last week gets those of today.
    private const string Instructions =
        """
        You are the support agent of a small shop. Answer briefly and only from what the tools tell you.
        Look an order up before you refund it. Refund only what the customer asks for.
        A tool result with "outcome": "unknown" means that nobody knows whether the tool did its work:
        look the order up to see, before you call that tool again.
        """;

    private readonly IChatClient _pipeline;
    private readonly SupportTools _tools;

    /// <param name="model">The model.</param>
    /// <param name="session">The session.</param>
    public Agent(IChatClient model, Session<SupportConversation> session)
    {
        _tools = new SupportTools(session, TimeProvider.System);
        _pipeline = model.AsBuilder()
            .UseFunctionInvocation(configure: calls => (calls.MaximumIterationsPerRequest, calls.IncludeDetailedErrors) = (MostRequests, true))
            .UseSession(session)
            .Build();
    }

    /// <summary>
    /// Goes on from where the log ends until the model has answered. What a dead process has left open is settled first: a call that only looks
    /// is made again, and of any other the model is told that nobody knows its outcome.
    /// </summary>
    public Task GoOnAsync(CancellationToken cancellationToken) =>
        _pipeline.GetResponseAsync([], new ChatOptions { Instructions = Instructions, Tools = _tools.All }, cancellationToken);
}
