using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fluers.Sdk;
using Fluers.Sdk.Agents;

namespace WebAgent;

/// <summary>
/// A session as server-sent events: one for each entry of its log, whose id is the entry's sequence number. A page that was cut off tells the last id
/// that it has, as browsers do by themselves, and goes on behind it: from this server or the next one.
/// </summary>
internal static class EventStream
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Follows a session until the page leaves or the server stops.</summary>
    /// <param name="store">The sessions of the owner.</param>
    /// <param name="id">The session.</param>
    /// <param name="next">The first entry that the page has not seen.</param>
    /// <param name="keepAlive">How long to be silent at most.</param>
    /// <param name="stopping">Set when the server stops: a stream would keep it from doing so.</param>
    /// <param name="cancellationToken">Set when the page leaves.</param>
    public static async IAsyncEnumerable<SseItem<string>> FollowAsync(
        SessionStore store, SessionId id, long next, TimeSpan keepAlive, CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        await using IAsyncEnumerator<AgentEntry> entries = store.TailAsync<AgentEntry>(id, next, end.Token).GetAsyncEnumerator(end.Token);

        // No entry, so it has no id: the page sees that it is connected before anything happens.
        yield return new SseItem<string>("{}", "connected") { ReconnectionInterval = RetryAfter };
        Task<bool> more = NextAsync(entries);
        try
        {
            while (true)
            {
                while (!await IsDoneAsync(more, keepAlive))
                {
                    yield return new SseItem<string>("{}", "alive");   // nobody listens to it; the proxies on the way see that the stream lives
                }

                if (!await more)
                {
                    yield break;
                }

                LiveEvent what = LiveEvent.Of(entries.Current);
                yield return new SseItem<string>(JsonSerializer.Serialize(what, Json), what.Kind) { EventId = $"{next++}" };
                more = NextAsync(entries);
            }
        }
        finally
        {
            await end.CancelAsync();
            await ((Task)more).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);   // entries may be left only between two of them
        }
    }

    private static async Task<bool> IsDoneAsync(Task task, TimeSpan within)
    {
        await task.WaitAsync(within).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompleted;
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<AgentEntry> entries)
    {
        try
        {
            return await entries.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
