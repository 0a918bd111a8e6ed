using System.Runtime.CompilerServices;

namespace Fluers.Sdk.Storage;

// Which tenants have sessions.
public sealed partial class FileStorage
{
    /// <inheritdoc/>
    /// <remarks>Of a tenant that was not used yet, as many files are opened as it takes to find one that holds a session.</remarks>
    public async IAsyncEnumerable<string> ListTenantsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (string tenant in await RunAsync(key: null, () => ValueTask.FromResult(Tenants())).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await RunAsync(key: null, () => ValueTask.FromResult(HasSessions(tenant))).ConfigureAwait(false))
            {
                yield return tenant;
            }
        }
    }

    private string[] Tenants() =>
        [.. Directory.EnumerateDirectories(Path).Select(TenantFolder.TenantOf).OfType<string>().Order(StringComparer.Ordinal)];

    // Within the lock, so that nobody begins to write to a file that is looked at here.
    private bool HasSessions(string tenant)
    {
        lock (_tenants)
        {
            return _tenants.TryGetValue(tenant, out TenantFolder? folder)
                ? folder.HasSessions
                : TenantFolder.HasSessionsAt(System.IO.Path.Combine(Path, FileNames.OfTenant(tenant)), tenant, _options.Disk);
        }
    }
}
