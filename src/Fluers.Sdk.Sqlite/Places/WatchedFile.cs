namespace Fluers.Sdk.Sqlite.Places;

/// <summary>One file that was there once, and has to stay the one that its path leads to.</summary>
internal sealed class WatchedFile
{
    private readonly string _path;
    private readonly byte[] _encoded;
    private FileLook _first;

    public WatchedFile(string path)
    {
        _path = path;
        _encoded = FileLook.Encoded(path);
        _first = Look();
    }

    /// <summary>Whether there was a file when the watch began.</summary>
    public bool WasThere => _first.Exists;

    /// <summary>Whether the path leads to the same file still.</summary>
    public bool IsUnchanged => Look().IsSameFile(_first);

    /// <summary>Looks where the path leads now.</summary>
    public FileLook Look() => FileLook.At(_path, _encoded);

    /// <summary>Begins the watch anew, with what is there now.</summary>
    public void Adopt() => _first = Look();

    /// <summary>Looks, and refuses what is another file, or none.</summary>
    /// <exception cref="SessionStorageException">The path does not lead to the file any more.</exception>
    public FileLook Demand(string what, string advice)
    {
        FileLook now = Look();
        return now.IsSameFile(_first)
            ? now
            : throw new SessionStorageException(
                $"{what} '{_path}' was {(now.Exists ? "replaced by another file" : "deleted or renamed")} while this process had it open. "
                + $"What this process stored from then on may lie in a file that nobody finds, so nothing is acknowledged. {advice}");
    }
}
