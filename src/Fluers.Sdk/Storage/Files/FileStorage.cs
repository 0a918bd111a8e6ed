using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>
/// Keeps each session in a file of its own, to which commits are appended. One process writes at a time: a second one that opens the
/// same folder is refused, unless it only looks (<see cref="FileStorageOptions.Access"/>). What a commit survives is
/// <see cref="FileStorageOptions.Durability"/>.
/// </summary>
/// <remarks>
/// A file is a sequence of MessagePack values: the frames as they are, and a record in front of and a mark behind each commit.
/// A file that does not end in a whole commit is reported as damaged, for a commit that a crash tore looks like a copy that lost its end. What
/// is whole can be read, and the next commit goes on from there, once the torn bytes are set aside in a file of their own
/// (<see cref="StoredSessionInfo.SetAside"/>). Any other damage is reported, with its place, for that session alone.
/// <para>
/// Commits to a file that was deleted, renamed or replaced, or in a folder that was, are not acknowledged. An exact retry is recognised however
/// old it is, for the file holds all commits; a commit id that is used again for something else, among the last <see cref="CommitMemory.Commits"/>.
/// </para>
/// The folder must be on a file system of this machine that locks files.
/// </remarks>
public sealed partial class FileStorage : ISessionStorage, ISessionNotice, ISessionTenants
{
    private static readonly TimeSpan LookAgainToFollow = TimeSpan.FromMilliseconds(100);

    private readonly StoreFolder _folder;
    private readonly FileStorageOptions _options;
    private readonly FileWork _work;
    private readonly ChangeNotice _notice = new();
    private readonly Dictionary<string, Task<TenantFolder>> _tenants = new(StringComparer.Ordinal);
    private readonly OpenCalls _calls = new(typeof(FileStorage));
    private long _kept;
    private long _uses;

    private FileStorage(string path, FileStorageOptions options)
    {
        Path = path;
        _options = options;
        _folder = StoreFolder.Open(path, options);
        _work = new FileWork(
            options.Access == StorageAccess.ReadOnly,
            options.Disk,
            options.Durability == FileDurability.Full ? new FlushQueue(options.Disk) : null,
            options.LoggerFactory?.CreateLogger(FileLogging.Category) ?? (ILogger)NullLogger.Instance);
    }

    /// <summary>The full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Opens a folder of sessions; one that does not exist yet, or is empty, becomes one, unless it is opened to look only.</summary>
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
            (SessionFile Session, SafeFileHandle File, FileView View)? opened =
                await TellingFaultsAsync(key, () => OpenToReadAsync(key, cancellationToken)).ConfigureAwait(false);
            if (opened is not var (session, file, view))
            {
                return false;
            }

            using (file)
            {
                try
                {
                    FileLogReader.Read(file, view, range, sink, cancellationToken);
                    return true;
                }
                catch (SessionCorruptException e)
                {
                    session.Note(e.Reason);
                    throw;
                }
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default) => RunAsync(key, async () =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        TenantFolder? tenant = await TenantAsync(key.Tenant, cancellationToken).ConfigureAwait(false);
        return tenant?.Find(key.Id) is { } session ? await session.InfoAsync(cancellationToken).ConfigureAwait(false) : null;
    });

    /// <inheritdoc/>
    public ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1);
        return RunAsync(key: null, async () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            TenantFolder.DemandContinuation(query);
            if (await TenantAsync(query.Tenant, cancellationToken).ConfigureAwait(false) is not { } tenant)
            {
                return new StoredSessionPage([], null);
            }

            if (!_work.IsReadOnly)
            {
                return tenant.List(query);
            }

            // Somebody else may be writing: a listing begins with a look at the folder, and so does its end, behind which there may be more by now.
            StoredSessionPage page = query.Continuation is null ? new StoredSessionPage([], null) : tenant.List(query);
            if (page.Continuation is null)
            {
                await RefreshAsync(tenant, cancellationToken).ConfigureAwait(false);
                page = tenant.List(query);
            }

            return page;
        });
    }

    /// <inheritdoc/>
    /// <remarks>A file holds all commits of its session, so none is ever forgotten.</remarks>
    public ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(revision, 1);
        return RunAsync(key, async () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await OpenToReadAsync(key, cancellationToken).ConfigureAwait(false) is not var (_, file, view))
            {
                return CommitRecall.Foreign;
            }

            using (file)
            {
                return view.Info.Revision >= revision
                    && (view.Info.Revision == revision ? view.Info.LastCommit : view.RecordOf(file, revision).CommitId) == commitId
                    ? CommitRecall.Known
                    : CommitRecall.Foreign;
            }
        });
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        bool deleted = await RunAsync(key, async () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            DemandWrite();
            _folder.DemandPlace();
            if (await TenantAsync(key.Tenant, cancellationToken).ConfigureAwait(false) is not { } tenant || tenant.Find(key.Id) is not { } session)
            {
                return false;
            }

            using (await session.InTurnAsync(cancellationToken).ConfigureAwait(false))
            {
                session.Look(cancellationToken);
                _folder.DemandPlace(tenant);
                session.DemandThere();
                if (!session.Exists)
                {
                    return false;
                }

                cancellationToken.ThrowIfCancellationRequested();
                await Task.Run(session.Delete, CancellationToken.None).ConfigureAwait(false);
                return true;
            }
        }).ConfigureAwait(false);
        _notice.Changed(key);
        return deleted;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Changes by this storage are noticed at once. What other programs do to the files is noticed within a second, and within a tenth of one
    /// where the storage only looks.
    /// </remarks>
    public async ValueTask WaitForChangeAsync(SessionKey key, long revision, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_calls.IsClosing, typeof(FileStorage));
        Guid? last = null;
        while (!_calls.IsClosing)
        {
            using var look = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            look.CancelAfter(_work.IsReadOnly ? LookAgainToFollow : _options.LookAgain);
            try
            {
                await _notice.WaitAsync(key, IsUnchangedAsync, look.Token).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
            }
            catch (ObjectDisposedException) when (last is not null)
            {
                return;   // closed while we waited, which ends the waiting
            }
        }

        async ValueTask<bool> IsUnchangedAsync(CancellationToken token)
        {
            StoredSessionInfo? info = await GetInfoAsync(key, token).ConfigureAwait(false);
            last ??= info?.LastCommit;
            return info is not null && info.Revision == revision && info.LastCommit == last;
        }
    }

    /// <summary>Lets the folder go, after the commits that are under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _calls.CloseAsync().ConfigureAwait(false);
        _folder.Dispose();
        _notice.ChangedAll();
    }

    private async ValueTask<(SessionFile Session, SafeFileHandle File, FileView View)?> OpenToReadAsync(SessionKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TenantFolder? tenant = await TenantAsync(key.Tenant, cancellationToken).ConfigureAwait(false);
        if (tenant?.Find(key.Id) is not { } session || session.Deleted && !_work.IsReadOnly)
        {
            return null;
        }

        int kept = session.Kept;
        (SafeFileHandle File, FileView View)? opened = await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        Remember(session, kept);
        return opened is var (file, view) ? (session, file, view) : null;
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
        catch (FileDamage damage) when (key is { } session)
        {
            throw damage.Of(session);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SessionStorageException(
                $"The session folder '{Path}' cannot be read or written{(key is { } session ? $" for session '{session}'" : "")}: {e.Message} "
                + "Nothing was acknowledged; check the disk and the rights of this process, then try again.", e);
        }
    }

    private void DemandWrite()
    {
        if (_work.IsReadOnly)
        {
            throw new SessionStorageException(
                $"The session folder '{Path}' was opened to look only (FileStorageOptions.Access). Nothing was changed; open it with StorageAccess.ReadWrite to write.");
        }
    }
}
