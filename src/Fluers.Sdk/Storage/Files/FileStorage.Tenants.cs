using System.Runtime.CompilerServices;

namespace Fluers.Sdk.Storage;

// Which tenants have sessions, and what is known of them.
public sealed partial class FileStorage
{
    /// <inheritdoc/>
    /// <remarks>Of a tenant that was not used yet, as many files are opened as it takes to find one that holds a session.</remarks>
    public async IAsyncEnumerable<string> ListTenantsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (string tenant in await RunAsync(key: null, () => ValueTask.FromResult(Tenants())).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await RunAsync(key: null, () => HasSessionsAsync(tenant, cancellationToken)).ConfigureAwait(false))
            {
                yield return tenant;
            }
        }
    }

    private string[] Tenants() =>
        [.. Directory.EnumerateDirectories(Path).Select(TenantFolder.TenantOf).OfType<string>().Order(StringComparer.Ordinal)];

    private async ValueTask<bool> HasSessionsAsync(string tenant, CancellationToken cancellationToken)
    {
        Task<TenantFolder>? loading;
        lock (_tenants)
        {
            loading = _tenants.GetValueOrDefault(tenant);
        }

        if (loading is null)
        {
            return TenantFolder.HasSessionsAt(PathOf(tenant), tenant, _work);
        }

        TenantFolder folder = await loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_work.IsReadOnly)
        {
            await RefreshAsync(folder, cancellationToken).ConfigureAwait(false);
        }

        return folder.HasSessions;
    }

    /// <summary>The sessions of a tenant; <see langword="null"/> when it has no folder. They are loaded once, on a thread of the pool: who waits can give up.</summary>
    private async ValueTask<TenantFolder?> TenantAsync(string tenant, CancellationToken cancellationToken)
    {
        Task<TenantFolder>? loading;
        lock (_tenants)
        {
            if (!_tenants.TryGetValue(tenant, out loading))
            {
                string path = PathOf(tenant);
                if (!Directory.Exists(path))
                {
                    return null;
                }

                _tenants[tenant] = loading = Task.Run(() => TenantFolder.Load(path, tenant, _work), CancellationToken.None);
            }
        }

        try
        {
            return await loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch when (loading.IsFaulted)
        {
            // The next one tries again.
            lock (_tenants)
            {
                if (_tenants.GetValueOrDefault(tenant) == loading)
                {
                    _tenants.Remove(tenant);
                }
            }

            throw;
        }
    }

    private async ValueTask<TenantFolder> TenantToWriteAsync(string tenant, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await TenantAsync(tenant, cancellationToken).ConfigureAwait(false) is { } folder)
            {
                return folder;
            }

            await Task.Run(
                () =>
                {
                    _folder.DemandPlace();
                    Directory.CreateDirectory(PathOf(tenant));
                    _options.Disk.FlushFolder(Path);
                },
                cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask RefreshAsync(TenantFolder folder, CancellationToken cancellationToken)
    {
        await Task.Run(() => folder.Refresh(cancellationToken), cancellationToken).ConfigureAwait(false);
        await folder.SettleAsync(cancellationToken).ConfigureAwait(false);
    }

    private string PathOf(string tenant) => System.IO.Path.Combine(Path, FileNames.OfTenant(tenant));

    /// <summary>Counts what is kept in mind, and lets go of that of the sessions that were not used for longest when it is too much.</summary>
    private void Remember(SessionFile session, int before)
    {
        session.Use(Interlocked.Increment(ref _uses));
        if (Interlocked.Add(ref _kept, session.Kept - before) <= _options.IndexedCommits)
        {
            return;
        }

        TenantFolder[] tenants;
        lock (_tenants)
        {
            tenants = [.. _tenants.Values.Where(loading => loading.IsCompletedSuccessfully).Select(loading => loading.Result)];
        }

        SessionFile[] files = [.. tenants.SelectMany(tenant => tenant.Files).Where(file => file.Kept > 0).OrderBy(file => file.Used)];
        long kept = files.Sum(file => (long)file.Kept);

        // Ids first: without its marks, the whole of a file is walked through again.
        foreach (bool all in new[] { false, true })
        {
            for (int i = 0; i < files.Length && kept > _options.IndexedCommits / 2; i++)
            {
                int held = files[i].Kept;
                files[i].Forget(all);
                kept -= held - files[i].Kept;
            }
        }

        Interlocked.Exchange(ref _kept, kept);
    }
}
