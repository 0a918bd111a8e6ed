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

    private const int Named = 8;

    /// <summary>The one tenant whose sessions are meant; <see langword="null"/> when those of all are.</summary>
    public string? Tenant => tenant;

    /// <summary>The sessions that a command line means.</summary>
    public static SessionWalk By(ParseResult line, ISessionStorage storage) =>
        new(storage, line.GetValue(CommonOptions.AllTenants) ? null : line.GetValue(CommonOptions.Tenant));

    /// <exception cref="Failure">The store does not tell its tenants.</exception>
    public IAsyncEnumerable<string> TenantsAsync(CancellationToken cancellationToken) =>
        tenant is not null ? new[] { tenant }.ToAsyncEnumerable()
        : Tenants.Tell(storage) ? Tenants.Of(storage)
        : throw Failure.Usage("A store of this kind does not tell its tenants. Give --tenant, for one after the other.");

    /// <summary>The other tenants that have sessions, where one is meant: as many as an answer needs.</summary>
    public ValueTask<string[]> OthersAsync(CancellationToken cancellationToken) =>
        Tenants.Of(storage).Where(other => tenant is not null && other != tenant).Take(Named + 1).ToArrayAsync(cancellationToken);

    /// <summary>Makes sure that what is meant is no empty tenant of a store that is full.</summary>
    /// <exception cref="Failure">The tenant has no session, and others have.</exception>
    public async Task DemandAsync(CancellationToken cancellationToken)
    {
        if (tenant is null || (await storage.ListAsync(new StoredSessionQuery { Tenant = tenant, PageSize = 1 }, cancellationToken)).Sessions.Count > 0)
        {
            return;
        }

        string[] others = await OthersAsync(cancellationToken);
        if (others.Length > 0)
        {
            throw new Failure(
                ExitCode.OtherTenants, $"Tenant '{tenant}' has no sessions in this store; those that are there are of {Tenants.Listed(others, Named)}. Give --tenant with one of them, or --all-tenants.");
        }
    }

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
