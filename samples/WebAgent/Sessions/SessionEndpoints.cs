using Fluers.Sdk;
using Fluers.Sdk.Agents;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

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
        sessions.MapGet("/{id:guid}/events", FollowAsync);
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

    /// <summary>It is stored, and some server will see to it.</summary>
    /// <param name="Receipt">The name of the input.</param>
    /// <param name="Entry">The entry that accepted it.</param>
    internal sealed record Stored(Guid Receipt, long Entry);
}
