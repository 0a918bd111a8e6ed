namespace Fluers.Sdk.Storage;

// The names in the folder.
internal sealed partial class TenantFolder
{
    private readonly Dictionary<string, List<string>> _aside = new(StringComparer.Ordinal);
    private readonly Lock _cleaning = new();
    private volatile List<string> _leftovers = [];

    /// <summary>Looks at all names in the folder, and at each file that is new or was changed.</summary>
    public void Refresh(CancellationToken cancellationToken)
    {
        var fresh = new List<string>();
        var aside = new List<(string Session, string File)>();
        var sessions = new HashSet<string>(StringComparer.Ordinal);
        var spent = new HashSet<string>(StringComparer.Ordinal);
        foreach (string path in Directory.Exists(Path) ? Directory.EnumerateFiles(Path) : [])
        {
            string file = System.IO.Path.GetFileName(path);
            string name = FileNames.SessionFileOf(file);
            switch (file[name.Length..])
            {
                case FileNames.Frames:
                    sessions.Add(name);
                    break;
                case FileNames.Deleted:
                    spent.Add(name);
                    break;
                case FileNames.New:
                    fresh.Add(file);
                    break;
                case var rest when rest.EndsWith(FileNames.Torn, StringComparison.Ordinal):
                    aside.Add((name, file));
                    break;
                default:
                    _work.Logger.PassedOver(file, _tenant);
                    break;
            }
        }

        IEnumerable<string> left = [.. fresh, .. sessions.Where(spent.Contains).Select(name => name + FileNames.Frames), .. aside.Where(file => spent.Contains(file.Session)).Select(file => file.File)];
        List<string> leftovers = [.. left.Select(file => System.IO.Path.Combine(Path, file))];
        sessions.UnionWith(spent);
        _leftovers = leftovers;
        KeepAside(aside);
        LookAt(sessions, cancellationToken);
    }

    /// <summary>Looks again at files that end in what is no whole commit, beside a writer that may be at it.</summary>
    public async ValueTask SettleAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Files.Where(file => file.IsTorn).Select(file => file.SettleAsync(cancellationToken).AsTask())).ConfigureAwait(false);

    /// <summary>Whether there is anything for <see cref="Clean"/>.</summary>
    public bool HasLeftovers => _leftovers.Count > 0;

    /// <summary>
    /// Removes what crashed writers left: sessions whose creation was never acknowledged, and the content of those that were deleted. Once, before
    /// anybody writes.
    /// </summary>
    public void Clean()
    {
        // Nobody goes on before it is done, for he may write a file of the same name.
        lock (_cleaning)
        {
            foreach (string path in _leftovers)
            {
                try
                {
                    File.Delete(path);
                    _work.Logger.Removed(System.IO.Path.GetFileName(path), _tenant);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // It is in nobody's way.
                }
            }

            _leftovers = [];
        }
    }

    /// <summary>Notes that bytes of a session were set aside.</summary>
    public void SetAside(SessionFile session, string file)
    {
        lock (_lock)
        {
            if (!_aside.TryGetValue(session.Name, out List<string>? files))
            {
                _aside[session.Name] = files = [];
            }

            files.Add(file);
            session.NoteSetAside(files);
        }
    }

    /// <summary>The names of the files in which bytes of a session were set aside, which are forgotten.</summary>
    public string[] TakeAside(SessionFile session)
    {
        lock (_lock)
        {
            session.NoteSetAside(null);
            return _aside.Remove(session.Name, out List<string>? files) ? [.. files] : [];
        }
    }

    private void KeepAside(List<(string Session, string File)> found)
    {
        lock (_lock)
        {
            _aside.Clear();
            foreach (IGrouping<string, (string Session, string File)> files in found.GroupBy(file => file.Session))
            {
                _aside[files.Key] = [.. files.Select(file => file.File).Order(StringComparer.Ordinal)];
            }
        }
    }

    private void LookAt(HashSet<string> names, CancellationToken cancellationToken)
    {
        SessionFile[] files;
        lock (_lock)
        {
            foreach (string name in names)
            {
                if (!_files.ContainsKey(name))
                {
                    Add(name, FileNames.SessionOf(name) is { } id ? new SessionKey(_tenant, id) : null);
                }
            }

            files = [.. _files.Values];
            foreach (SessionFile file in files)
            {
                file.NoteSetAside(_aside.GetValueOrDefault(file.Name));
            }
        }

        foreach (SessionFile file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            file.LookAgain(cancellationToken);
        }
    }
}
