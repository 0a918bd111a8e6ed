using System.CommandLine;
using System.Runtime.CompilerServices;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Stores;

/// <summary>Goes through the sessions of one tenant, or of all one after the other, page by page, so that memory does not grow with their number.</summary>
/// <param name="storage">The store.</param>
/// <param name="tenant">The tenant; <see langword="null"/> for all.</param>
internal sealed class SessionWalk(ISessionStorage storage, string? tenant)
{
    private const int PageSize = 500;

    /// <summary>The one tenant whose sessions are meant; <see langword="null"/> when those of all are.</summary>
    public string? Tenant => tenant;

    /// <summary>The sessions that a command line means.</summary>
    public static SessionWalk By(ParseResult line, ISessionStorage storage) =>
        new(storage, line.GetValue(CommonOptions.AllTenants) ? null : line.GetValue(CommonOptions.Tenant));

    /// <exception cref="Failure">The store does not tell its tenants.</exception>
    public IAsyncEnumerable<string> TenantsAsync(CancellationToken cancellationToken) =>
        tenant is not null ? new[] { tenant }.ToAsyncEnumerable()
        : storage is ISessionTenants all ? all.ListTenantsAsync(cancellationToken)
        : throw Failure.Usage("A store of this kind does not tell its tenants. Give --tenant, for one after the other.");

    /// <summary>All sessions, those of a tenant with the latest updated last, in which order none is passed over.</summary>
    public IAsyncEnumerable<StoredSessionInfo> SessionsAsync(CancellationToken cancellationToken) => SessionsAsync(static all => all, cancellationToken);

    /// <summary>Those sessions of each tenant that a query for all is narrowed to, in its order.</summary>
    public async IAsyncEnumerable<StoredSessionInfo> SessionsAsync(
        Func<StoredSessionQuery, StoredSessionQuery> narrow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (string one in TenantsAsync(cancellationToken))
        {
            StoredSessionQuery query = narrow(new StoredSessionQuery { Tenant = one, PageSize = PageSize, Order = SessionOrder.LatestLast });
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
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken) => await SessionsAsync(cancellationToken).LongCountAsync(cancellationToken);
}
