using System.Runtime.CompilerServices;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Stores;

/// <summary>Goes through the sessions of a tenant, page by page, so that memory does not grow with their number.</summary>
internal static class SessionWalk
{
    private const int PageSize = 500;

    /// <summary>All sessions. Unless stated otherwise the latest updated last, in which order none is passed over.</summary>
    public static async IAsyncEnumerable<StoredSessionInfo> SessionsAsync(
        this ISessionStorage storage, StoredSessionQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            StoredSessionPage page = await storage.ListAsync(query, cancellationToken);
            foreach (StoredSessionInfo session in page.Sessions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return session;
            }

            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
    }

    public static async Task<long> CountAsync(this ISessionStorage storage, StoredSessionQuery query, CancellationToken cancellationToken)
    {
        long count = 0;
        await foreach (StoredSessionInfo _ in storage.SessionsAsync(query, cancellationToken))
        {
            count++;
        }

        return count;
    }

    public static StoredSessionQuery All(string tenant) => new() { Tenant = tenant, PageSize = PageSize, Order = SessionOrder.LatestLast };
}
