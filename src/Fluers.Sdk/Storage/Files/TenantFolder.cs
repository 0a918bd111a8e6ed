namespace Fluers.Sdk.Storage;

/// <summary>The files of a tenant's sessions, and the order of their updates. Loaded from the ends of the files when the tenant is first asked for.</summary>
internal sealed partial class TenantFolder
{
    private readonly string _path;
    private readonly string _tenant;
    private readonly Dictionary<string, SessionFile> _files = new(StringComparer.Ordinal);
    private readonly SortedSet<SessionFile> _order = new(Comparer<SessionFile>.Create((left, right) => left.Update.CompareTo(right.Update)));
    private readonly Lock _lock = new();
    private long _updates;

    private TenantFolder(string path, string tenant)
    {
        _path = path;
        _tenant = tenant;
    }

    public static TenantFolder Load(string path, string tenant, Disk disk)
    {
        var folder = new TenantFolder(path, tenant);
        foreach (string file in Directory.EnumerateFiles(path))
        {
            folder.Load(file, disk);
        }

        foreach (SessionFile file in folder._files.Values)
        {
            folder._updates = Math.Max(folder._updates, file.Update);
        }

        foreach (SessionFile file in folder._files.Values.Where(file => file.Exists))
        {
            // Of a file so damaged that it does not say: behind all others.
            file.Update = file.Update == 0 ? ++folder._updates : file.Update;
            folder._order.Add(file);
        }

        return folder;
    }

    public SessionFile? Find(SessionId id)
    {
        lock (_lock)
        {
            return _files.GetValueOrDefault(FileNames.OfSession(id));
        }
    }

    public SessionFile FindOrAdd(SessionId id)
    {
        string name = FileNames.OfSession(id);
        lock (_lock)
        {
            return _files.TryGetValue(name, out SessionFile? file)
                ? file
                : _files[name] = new SessionFile(Path.Combine(_path, name), new SessionKey(_tenant, id));
        }
    }

    /// <summary>The number of the next update.</summary>
    public long NextUpdate()
    {
        lock (_lock)
        {
            return ++_updates;
        }
    }

    /// <summary>Moves a session to its place in the order, once its commit is stored.</summary>
    public void Updated(SessionFile file, long update)
    {
        lock (_lock)
        {
            _order.Remove(file);
            file.Update = update;
            _order.Add(file);
        }
    }

    public void Removed(SessionFile file)
    {
        lock (_lock)
        {
            _order.Remove(file);
        }
    }

    /// <summary>Lets go of what is known of the commits in the files.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            foreach (SessionFile file in _files.Values)
            {
                file.Forget();
            }
        }
    }

    public StoredSessionPage List(StoredSessionQuery query)
    {
        long from = PagePosition.Of(query);
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
                    return new StoredSessionPage(sessions, PagePosition.After(file.Update));
                }
            }
        }

        return new StoredSessionPage(sessions, null);
    }

    private IEnumerable<SessionFile> InOrder(long from, SessionOrder order)
    {
        if (_order.Count == 0)
        {
            return [];
        }

        // A view of the set, so that a page costs what it holds and not what the tenant has.
        return order == SessionOrder.LatestFirst
            ? from == long.MaxValue ? _order.Reverse() : _order.GetViewBetween(At(long.MinValue), At(from - 1)).Reverse()
            : from == long.MinValue ? _order : _order.GetViewBetween(At(from + 1), At(long.MaxValue));
    }

    private static SessionFile At(long update) => new("", null) { Update = update };

    private void Load(string path, Disk disk)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        if (Path.GetExtension(path) is (FileNames.Frames or FileNames.Deleted) && !_files.ContainsKey(name))
        {
            _files.Add(name, Load(_path, _tenant, name, disk));
        }
    }

    private static SessionFile Load(string path, string tenant, string name, Disk disk)
    {
        SessionKey? key = FileNames.SessionOf(name) is { } id ? new SessionKey(tenant, id) : null;
        var file = new SessionFile(Path.Combine(path, name), key);
        file.Load(disk);
        return file;
    }
}
