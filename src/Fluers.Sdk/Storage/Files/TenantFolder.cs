using System.Globalization;

namespace Fluers.Sdk.Storage;

/// <summary>The files of a tenant's sessions, and the order of their updates. Loaded from the ends of the files when the tenant is first asked for.</summary>
internal sealed partial class TenantFolder
{
    private const string BehindAllNames = "\uFFFF";

    private readonly string _tenant;
    private readonly FileWork _work;
    private readonly Dictionary<string, SessionFile> _files = new(StringComparer.Ordinal);
    private readonly SortedSet<SessionFile> _order = new(Comparer<SessionFile>.Create(Compare));
    private readonly Lock _lock = new();
    private long _updates;

    private TenantFolder(string path, string tenant, FileWork work)
    {
        Path = path;
        _tenant = tenant;
        _work = work;
        Stamp = FileStamp.At(path);
    }

    /// <summary>The path of the folder.</summary>
    public string Path { get; }

    /// <summary>Which folder it is.</summary>
    public FileStamp? Stamp { get; }

    /// <summary>All files that are known.</summary>
    public SessionFile[] Files
    {
        get
        {
            lock (_lock)
            {
                return [.. _files.Values];
            }
        }
    }

    public static TenantFolder Load(string path, string tenant, FileWork work)
    {
        var folder = new TenantFolder(path, tenant, work);
        folder.Refresh(CancellationToken.None);
        return folder;
    }

    /// <summary>The file of a session; <see langword="null"/> when there is none and never was.</summary>
    public SessionFile? Find(SessionId id)
    {
        string name = FileNames.OfSession(id);
        lock (_lock)
        {
            if (_files.TryGetValue(name, out SessionFile? file))
            {
                return file;
            }
        }

        // Somebody may have put it there since, a session that was restored or, where this storage only looks, a new one.
        string path = System.IO.Path.Combine(Path, name);
        return File.Exists(path + FileNames.Frames) || File.Exists(path + FileNames.Deleted) ? FindOrAdd(id) : null;
    }

    public SessionFile FindOrAdd(SessionId id)
    {
        string name = FileNames.OfSession(id);
        lock (_lock)
        {
            return _files.TryGetValue(name, out SessionFile? file) ? file : Add(name, new SessionKey(_tenant, id));
        }
    }

    /// <summary>The number of the next update.</summary>
    public long NextUpdate()
    {
        lock (_lock)
        {
            // Two updates of one number are told apart by the names of their sessions, so that no number that a file states can lead past the last one.
            return _updates = Math.Min(_updates + 1, CommitRecord.MaxUpdate);
        }
    }

    /// <summary>Moves a session to its place in the order, once its file is looked at or its commit stored.</summary>
    public void Placed(SessionFile file)
    {
        lock (_lock)
        {
            _order.Remove(file);
            file.Update = file.StatedUpdate;
            if (file.Exists)
            {
                _order.Add(file);
                _updates = file.Update <= CommitRecord.MaxUpdate ? Math.Max(_updates, file.Update) : _updates;
            }
        }
    }

    public StoredSessionPage List(StoredSessionQuery query)
    {
        SessionFile? from = PositionOf(query);
        var sessions = new List<StoredSessionInfo>();
        lock (_lock)
        {
            foreach (SessionFile file in InOrder(from, query.Order))
            {
                if (file.Info is not { } info || !query.Matches(info))
                {
                    continue;
                }

                sessions.Add(info);
                if (sessions.Count == query.PageSize)
                {
                    return new StoredSessionPage(sessions, $"{PagePosition.After(file.Update)}/{file.Name}");
                }
            }
        }

        return new StoredSessionPage(sessions, null);
    }

    /// <summary>Where a page begins: behind a session. Its number alone does not tell, for files from elsewhere may have the same.</summary>
    /// <exception cref="ArgumentException">The continuation is of no listing of such a storage.</exception>
    public static void DemandContinuation(StoredSessionQuery query) => PositionOf(query);

    private static SessionFile? PositionOf(StoredSessionQuery query)
    {
        if (query.Continuation is not { } text)
        {
            return null;
        }

        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && long.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out long update)
            ? At(update, text[(slash + 1)..])
            : throw new ArgumentException(
                $"'{text}' is no continuation of a listing of this storage. Give that of the page before, or null for the first page.", nameof(query));
    }

    private IEnumerable<SessionFile> InOrder(SessionFile? from, SessionOrder order)
    {
        if (from is null || _order.Count == 0)
        {
            return order == SessionOrder.LatestFirst ? _order.Reverse() : _order;
        }

        // A view of the set, so that a page costs what it holds and not what the tenant has.
        return (order == SessionOrder.LatestFirst
            ? _order.GetViewBetween(At(long.MinValue, ""), from).Reverse()
            : _order.GetViewBetween(from, At(long.MaxValue, BehindAllNames))).Where(file => Compare(file, from) != 0);
    }

    private static int Compare(SessionFile left, SessionFile right) =>
        left.Update.CompareTo(right.Update) is var order and not 0 ? order : string.CompareOrdinal(left.Name, right.Name);

    /// <summary>A place in the order.</summary>
    private static SessionFile At(long update, string name) => new(name, null, null!, null!) { Update = update };

    private SessionFile Add(string name, SessionKey? key) =>
        _files[name] = new SessionFile(System.IO.Path.Combine(Path, name), key, this, _work);
}
