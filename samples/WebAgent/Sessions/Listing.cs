using Fluers.Sdk;
using Fluers.Sdk.Agents;

namespace WebAgent;

/// <summary>A page of an owner's sessions, the latest first.</summary>
/// <param name="Sessions">The sessions.</param>
/// <param name="Continuation">Where the next page begins; <see langword="null"/> when this is the last.</param>
internal sealed record Listing(IReadOnlyList<Listing.Line> Sessions, string? Continuation)
{
    private const int PageSize = 30;
    private const int LongestTitle = 60;

    /// <summary>Reads a page.</summary>
    /// <exception cref="BadHttpRequestException">The continuation is of no listing.</exception>
    public static async ValueTask<Listing> ReadAsync(SessionStore store, string? continuation, CancellationToken cancellationToken)
    {
        SessionPage page;
        try
        {
            page = await store.ListPageAsync(new SessionQuery { PageSize = PageSize }, continuation, cancellationToken);
        }
        catch (ArgumentException e) when (continuation is not null)
        {
            throw new BadHttpRequestException("The continuation is of no listing.", e);
        }

        var lines = new List<Line>(page.Sessions.Count);
        foreach (SessionInfo info in page.Sessions)
        {
            lines.Add(new Line(info.Id.Value, await TitleAsync(store, info, cancellationToken), info.UpdatedAt));
        }

        return new Listing(lines, page.Continuation);
    }

    // A session is called by what was said first. That is one entry to read, however long the session is.
    private static async ValueTask<string> TitleAsync(SessionStore store, SessionInfo info, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (AgentEntry entry in store.ReadAsync<AgentEntry>(info.Id, fromEntry: 0, count: 1, cancellationToken))
            {
                string said = (entry as AgentEntry.Admitted)?.Input[0].ToChatMessage().Text.ReplaceLineEndings(" ") ?? "";
                return said.Length <= LongestTitle ? said : $"{said.AsSpan(0, LongestTitle).TrimEnd()}…";
            }

            return "";
        }
        catch (SessionException)
        {
            return "This conversation cannot be read";   // one of them never hides the others
        }
    }

    internal sealed record Line(string Id, string Title, DateTimeOffset UpdatedAt);
}
