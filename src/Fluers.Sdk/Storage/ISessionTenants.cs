namespace Fluers.Sdk.Storage;

/// <summary>A storage that tells which tenants it has sessions of. Optional: behind a storage without it, a caller has to know his tenants.</summary>
public interface ISessionTenants
{
    /// <summary>
    /// Lists the tenants that have sessions, each once and in ordinal order. One whose last session was deleted has none. Tenants that
    /// get their first session, or lose their last one, while the listing goes on may be listed or not; all others are.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The tenants. Neither memory nor, where there is an index, work grows with the number of their sessions.</returns>
    IAsyncEnumerable<string> ListTenantsAsync(CancellationToken cancellationToken = default);
}
