using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>
/// A folder that is opened as a place for sessions. For one process at a time, if it is to write: the file that marks the folder is held locked
/// for as long as the storage is open, and the system lets it go when the process ends, however it does. Who only looks locks nothing.
/// </summary>
internal sealed class StoreFolder : IDisposable
{
    private const string MarkName = "fluers.store";
    private const string Mark = "fluers session files, format 1\n";
    private static readonly byte[] s_mark = Encoding.ASCII.GetBytes(Mark);

    private readonly string _path;
    private readonly FileStream? _mark;
    private readonly FileStamp _stamp;

    private StoreFolder(string path, FileStream? mark)
    {
        _path = path;
        _mark = mark;
        _stamp = mark is null ? default : FileStamp.Of(mark.SafeFileHandle);
    }

    private string MarkPath => Path.Combine(_path, MarkName);

    /// <exception cref="SessionStorageException">The folder is another process's, another application's or of another format.</exception>
    public static StoreFolder Open(string path, FileStorageOptions options)
    {
        if (File.Exists(path))
        {
            throw new SessionStorageException($"'{path}' is a file; session files lie in a folder. Give the path of one, or of one that does not exist yet.");
        }

        if (options.Access == StorageAccess.ReadOnly)
        {
            LookAt(path);
            return new StoreFolder(path, null);
        }

        FileStream mark = Take(path);
        try
        {
            Demand(mark, path, options.Disk);
            return new StoreFolder(path, mark);
        }
        catch
        {
            mark.Dispose();
            throw;
        }
    }

    /// <summary>Refuses to work in a folder that is not the one that was opened, and locked, any more.</summary>
    /// <exception cref="SessionStorageException">It was deleted, renamed or replaced.</exception>
    public void DemandPlace()
    {
        if (_mark is not null && !(FileStamp.At(MarkPath) is { } there && there.IsSameFileAs(_stamp)))
        {
            throw new SessionStorageException(
                $"The session folder '{_path}' is not the one that this storage opened: it was deleted, renamed or replaced since. Nothing was acknowledged. "
                + "Close the storage; then open the folder that is to be used.");
        }
    }

    /// <summary>Refuses to work in a tenant's folder that is not the one that was loaded any more.</summary>
    /// <exception cref="SessionStorageException">It, or the folder of the store, was deleted, renamed or replaced.</exception>
    public void DemandPlace(TenantFolder tenant)
    {
        DemandPlace();
        if (!(FileStamp.At(tenant.Path) is { } there && tenant.Stamp is { } loaded && there.IsSameFileAs(loaded)))
        {
            throw new SessionStorageException(
                $"The folder '{tenant.Path}' of a tenant's sessions is not the one that this storage loaded: it was deleted, renamed or replaced since. "
                + "Nothing was acknowledged. Close the storage; then open it again with the folder that is to be used.");
        }
    }

    public void Dispose() => _mark?.Dispose();

    private static void LookAt(string path)
    {
        string markPath = Path.Combine(path, MarkName);
        if (!File.Exists(markPath))
        {
            throw new SessionStorageException(
                $"There are no sessions in the folder '{path}': {(Directory.Exists(path) ? $"it has no '{MarkName}'" : "it does not exist")}. "
                + "A storage that is opened to look only makes none; check the path.");
        }

        try
        {
            using SafeFileHandle mark = OperatingSystem.IsWindows()
                ? File.OpenHandle(markPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
                : Disk.OpenUnlocked(markPath);
            byte[] found = new byte[s_mark.Length + 1];
            DemandKnown(found.AsSpan(0, RandomAccess.Read(mark, found, 0)), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SessionStorageException($"The session folder '{path}' cannot be read: {e.Message} Let this process read the folder, and open it again.", e);
        }
    }

    private static FileStream Take(string path)
    {
        try
        {
            bool blank = !Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any();
            if (!blank && !File.Exists(Path.Combine(path, MarkName)))
            {
                throw new SessionStorageException(
                    $"The folder '{path}' holds other files than sessions: there is no '{MarkName}' in it. "
                    + "Nothing was changed; give the path of an empty folder, or of one that does not exist yet.");
            }

            Directory.CreateDirectory(path);

            // On Windows others may read it beside, as elsewhere who asks for no lock may.
            return new FileStream(
                Path.Combine(path, MarkName), FileMode.OpenOrCreate, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SessionStorageException($"The session folder '{path}' cannot be written. Let this process write the folder, and open it again.", e);
        }
        catch (IOException e)
        {
            throw new SessionStorageException(
                $"The session folder '{path}' cannot be opened; most likely another storage has it open, in this process or another one: {e.Message} "
                + "Close that one first. For several processes at once take SQLite, PostgreSQL or Redis.", e);
        }
    }

    private static void Demand(FileStream mark, string path, Disk disk)
    {
        byte[] found = new byte[s_mark.Length + 1];
        int length = mark.ReadAtLeast(found, found.Length, throwOnEndOfStream: false);
        DemandKnown(found.AsSpan(0, length), path);
        if (length == s_mark.Length)
        {
            return;
        }

        mark.Position = 0;
        mark.Write(s_mark);
        mark.Flush(flushToDisk: true);
        disk.FlushFolder(path);
        if (Path.GetDirectoryName(path) is { } parent)
        {
            disk.FlushFolder(parent);
        }
    }

    /// <summary>Takes the mark, and the beginning of one: a process that died while it wrote the mark had not come to any session.</summary>
    private static void DemandKnown(ReadOnlySpan<byte> found, string path)
    {
        if (!s_mark.AsSpan().StartsWith(found))
        {
            throw new SessionStorageException(
                $"The session folder '{path}' is of a format that this build does not know: its '{MarkName}' begins with "
                + $"'{Encoding.ASCII.GetString(found).TrimEnd()}', this build reads '{Mark.TrimEnd()}'. "
                + "Nothing was changed; open it with the build that wrote it, or a later one.");
        }
    }
}
