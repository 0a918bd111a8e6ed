using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>
/// Keeps each session in a file of its own, to which commits are appended. One process at a time: a second one that opens the
/// same folder is refused. What a commit survives is <see cref="FileStorageOptions.Durability"/>.
/// </summary>
/// <remarks>
/// A file is a sequence of MessagePack values: the frames as they are, and a record in front of and a mark behind each commit.
/// A commit that a crash left torn at the end of a file is cut off, for it was never acknowledged; any other damage is
/// reported, with its place, for that session alone. The folder must be on a file system of this machine that locks files.
/// </remarks>
public sealed partial class FileStorage : ISessionStorage, ISessionNotice, ISessionTenants
{
    private readonly FileStream _mark;
    private readonly FileStorageOptions _options;
    private readonly FlushQueue? _flushes;
    private readonly ChangeNotice _notice = new();
    private readonly Dictionary<string, TenantFolder> _tenants = new(StringComparer.Ordinal);
    private readonly OpenCalls _calls = new(typeof(FileStorage));
    private long _indexed;

    private FileStorage(string path, FileStorageOptions options)
    {
        Path = path;
        _options = options;
        _mark = StoreFolder.Open(path, options.Disk);
        _flushes = options.Durability == FileDurability.Full ? new FlushQueue(options.Disk) : null;
    }

    /// <summary>The full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Opens a folder of sessions; one that does not exist yet, or is empty, becomes one.</summary>
    /// <param name="path">The path of the folder.</param>
    /// <param name="options">How the storage behaves; the defaults unless stated.</param>
    /// <exception cref="SessionStorageException">
    /// The folder is open elsewhere, holds something else, is of a newer format, or cannot be written. Nothing was changed.
    /// </exception>
    public static FileStorage Open(string path, FileStorageOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileStorage(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)), options ?? new FileStorageOptions());
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sink);
        using (_calls.Enter())
        {
            (SessionFile? session, FileView? view, SafeFileHandle? file) = await TellingFaultsAsync(key, OpenAsync).ConfigureAwait(false);
            if (file is null)
            {
                return false;
            }

            using (file)
            {
                try
                {
                    FileLogReader.Read(file, view!, range, sink, cancellationToken);
                    return true;
                }
                catch (SessionCorruptException e)
                {
                    session!.Note(e.Reason);
                    throw;
                }
            }
        }

        async ValueTask<(SessionFile?, FileView?, SafeFileHandle?)> OpenAsync()
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Tenant(key.Tenant)?.Find(key.Id) is not { } session)
            {
                return default;
            }

            int indexed = session.Indexed;
            FileView? view = await session.ViewAsync(cancellationToken).ConfigureAwait(false);
            Remember(session.Indexed - indexed);
            return view is null ? default : (session, view, session.OpenToRead());
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default) => RunAsync(key, () =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Tenant(key.Tenant)?.Find(key.Id)?.Info);
    });

    /// <inheritdoc/>
    public ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1);
        return RunAsync(key: null, () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            _ = PagePosition.Of(query);
            return ValueTask.FromResult(Tenant(query.Tenant)?.List(query) ?? new StoredSessionPage([], null));
        });
    }

    /// <inheritdoc/>
    public ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default) => new(CommitRecall.Forgotten);

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        bool deleted = await RunAsync(key, async () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Tenant(key.Tenant) is not { } tenant || tenant.Find(key.Id) is not { } session)
            {
                return false;
            }

            using (await session.InTurnAsync(cancellationToken).ConfigureAwait(false))
            {
                if (!session.Exists)
                {
                    return false;
                }

                session.Delete(_options.Disk);
                tenant.Removed(session);
                return true;
            }
        }).ConfigureAwait(false);
        _notice.Changed(key);
        return deleted;
    }

    /// <inheritdoc/>
    public ValueTask WaitForChangeAsync(SessionKey key, long revision, CancellationToken cancellationToken = default) => _notice.WaitAsync(
        key, async token => await GetInfoAsync(key, token).ConfigureAwait(false) is { } info && info.Revision == revision, cancellationToken);

    /// <summary>Lets the folder go, after the commits that are under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _calls.CloseAsync().ConfigureAwait(false);
        await _mark.DisposeAsync().ConfigureAwait(false);
        _notice.ChangedAll();
    }

    /// <summary>Runs a call while the storage is open.</summary>
    private async ValueTask<T> RunAsync<T>(SessionKey? key, Func<ValueTask<T>> call)
    {
        using (_calls.Enter())
        {
            return await TellingFaultsAsync(key, call).ConfigureAwait(false);
        }
    }

    /// <summary>Tells the failures of a call as what they are.</summary>
    private async ValueTask<T> TellingFaultsAsync<T>(SessionKey? key, Func<ValueTask<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (FileDamage damage)
        {
            throw damage.Of(key!.Value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SessionStorageException(
                $"The session folder '{Path}' cannot be read or written{(key is { } session ? $" for session '{session}'" : "")}: {e.Message} "
                + "Nothing was acknowledged; check the disk and the rights of this process, then try again.", e);
        }
    }

    /// <summary>Counts the commits that are kept in mind, and lets go of all when they are too many: the sessions in use soon come back.</summary>
    private void Remember(int commits)
    {
        if (Interlocked.Add(ref _indexed, Math.Max(0, commits)) > _options.IndexedCommits)
        {
            Interlocked.Exchange(ref _indexed, 0);
            TenantFolder[] tenants;
            lock (_tenants)
            {
                tenants = [.. _tenants.Values];
            }

            Array.ForEach(tenants, tenant => tenant.Forget());
        }
    }

    private TenantFolder? Tenant(string tenant)
    {
        lock (_tenants)
        {
            if (_tenants.TryGetValue(tenant, out TenantFolder? folder))
            {
                return folder;
            }

            string path = System.IO.Path.Combine(Path, FileNames.OfTenant(tenant));
            return Directory.Exists(path) ? _tenants[tenant] = TenantFolder.Load(path, tenant, _options.Disk) : null;
        }
    }

    private TenantFolder TenantToWrite(string tenant)
    {
        if (Tenant(tenant) is { } folder)
        {
            return folder;
        }

        Directory.CreateDirectory(System.IO.Path.Combine(Path, FileNames.OfTenant(tenant)));
        _options.Disk.FlushFolder(Path);
        return Tenant(tenant)!;
    }
}
