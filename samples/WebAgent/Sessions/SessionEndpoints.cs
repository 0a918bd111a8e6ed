using Fluers.Sdk;
using Fluers.Sdk.Agents;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.AI;

namespace WebAgent;

/// <summary>
/// The sessions of an owner over HTTP. What changes something is a PUT or a DELETE under an id that the page has made up, so the page repeats whatever
/// got no answer; and another site's page may send neither without asking first, which nobody here answers.
/// </summary>
internal static class SessionEndpoints
{
    private const int LongestText = 4_000;

    public static void MapSessions(this WebApplication app)
    {
        RouteGroupBuilder sessions = app.MapGroup("/api/sessions");
        sessions.MapGet("/", ListAsync);
        sessions.MapPut("/{id:guid}", CreateAsync);
        sessions.MapDelete("/{id:guid}", DeleteAsync);
        sessions.MapPut("/{id:guid}/inputs/{key:guid}", SayAsync);
        sessions.MapDelete("/{id:guid}/inputs/{receipt:guid}", StopAsync);
        sessions.MapPut("/{id:guid}/decisions/{request}", DecideAsync);
        sessions.MapGet("/{id:guid}/events", FollowAsync);
        app.MapGet("/api/questions", ListQuestionsAsync);
    }

    private static async Task<Listing> ListAsync(Owner owner, SessionStore store, string? continuation, CancellationToken cancellationToken) =>
        await Listing.ReadAsync(owner.Of(store), continuation, cancellationToken);

    private static async Task<StatusCodeHttpResult> CreateAsync(Guid id, Owner owner, SessionStore store, CancellationToken cancellationToken)
    {
        try
        {
            await owner.Of(store).CreateAsync(id, new ShopSession(), cancellationToken);
            return TypedResults.StatusCode(StatusCodes.Status201Created);
        }
        catch (SessionConflictException)
        {
            return TypedResults.StatusCode(StatusCodes.Status204NoContent);   // the same request once more
        }
    }

    // Whatever is under way in it comes to nothing: who runs the turn finds the session gone.
    private static async Task<NoContent> DeleteAsync(Guid id, Owner owner, SessionStore store, CancellationToken cancellationToken)
    {
        await owner.Of(store).DeleteAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Accepted<Stored>, ValidationProblem>> SayAsync(
        Guid id, Guid key, [FromBody] Said said, Owner owner, SessionRunner<ShopSession> runner, CancellationToken cancellationToken)
    {
        if (said.Text?.Trim() is not { Length: > 0 and <= LongestText } text)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["text"] = [$"A message has 1 to {LongestText} characters."] });
        }

        AgentReceipt receipt = await owner.Of(runner).DispatchAsync(id, text, key.ToString(), cancellationToken);
        return TypedResults.Accepted($"/api/sessions/{id}/events", new Stored(receipt.Id, receipt.Entry));
    }

    // A decision is an input like any other, and it is named by its question: a repeated one is taken once, and another one is a conflict. It says yes or no;
    // what runs is the call that the model has made.
    private static async Task<Accepted<Stored>> DecideAsync(
        Guid id, string request, [FromBody] Decision decision, Owner owner, SessionRunner<ShopSession> runner, CancellationToken cancellationToken)
    {
        var response = new ToolApprovalResponseContent(request, decision.Approved, new ToolCallContent(decision.Call));
        AgentReceipt receipt = await owner.Of(runner).DispatchAsync(id, [new ChatMessage(ChatRole.User, [response])], $"decision {request}", cancellationToken);
        return TypedResults.Accepted($"/api/sessions/{id}/events", new Stored(receipt.Id, receipt.Entry));
    }

    private static async Task<IReadOnlyList<string>> ListQuestionsAsync(Owner owner, SessionRunner<ShopSession> runner, CancellationToken cancellationToken)
    {
        var waiting = new List<string>();
        await foreach ((SessionId session, _) in owner.Of(runner).ListPendingApprovalsAsync(cancellationToken))
        {
            waiting.Add(session.Value);
        }

        return waiting;
    }

    private static async Task<NoContent> StopAsync(Guid id, Guid receipt, Owner owner, SessionRunner<ShopSession> runner, CancellationToken cancellationToken)
    {
        await owner.Of(runner).AbortAsync(new AgentReceipt(id, receipt, Entry: 0), "Stopped by the customer.", cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<ServerSentEventsResult<string>> FollowAsync(
        Guid id, Owner owner, SessionStore store, AgentSettings settings, IHostApplicationLifetime host,
        [FromHeader(Name = "Last-Event-ID")] ulong? lastEventId, CancellationToken cancellationToken)
    {
        SessionStore own = owner.Of(store);
        await foreach (AgentEntry _ in own.ReadAsync<AgentEntry>(id, fromEntry: 0, count: 1, cancellationToken))
        {
            break;   // there is such a session; without one this has thrown
        }

        long next = lastEventId is { } last and < long.MaxValue ? (long)last + 1 : 0;
        return TypedResults.ServerSentEvents(EventStream.FollowAsync(own, id, next, settings.KeepAlive, host.ApplicationStopping));
    }

    /// <summary>What the customer says.</summary>
    internal sealed record Said(string? Text);

    /// <summary>What the customer decides about a call.</summary>
    /// <param name="Call">The id of the call.</param>
    /// <param name="Approved">Whether it may run.</param>
    internal sealed record Decision(string Call, bool Approved);

    /// <summary>It is stored, and some server will see to it.</summary>
    /// <param name="Receipt">The name of the input.</param>
    /// <param name="Entry">The entry that accepted it.</param>
    internal sealed record Stored(Guid Receipt, long Entry);
}
