using System.Text;

namespace Fluers.Sdk.Storage;

/// <summary>
/// Opens a folder as a place for sessions, for one process at a time: the file that marks the folder is held locked for as
/// long as the storage is open, and the system lets it go when the process ends, however it does.
/// </summary>
internal static class StoreFolder
{
    private const string MarkName = "fluers.store";
    private const string Mark = "fluers session files, format 1\n";

    /// <returns>The mark, locked.</returns>
    /// <exception cref="SessionStorageException">The folder is another process's, another application's or of another format.</exception>
    public static FileStream Open(string path, Disk disk)
    {
        if (File.Exists(path))
        {
            throw new SessionStorageException($"'{path}' is a file; session files lie in a folder. Give the path of one, or of one that does not exist yet.");
        }

        FileStream mark;
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
            mark = new FileStream(Path.Combine(path, MarkName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
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

        try
        {
            Demand(mark, path, disk);
            return mark;
        }
        catch
        {
            mark.Dispose();
            throw;
        }
    }

    private static void Demand(FileStream mark, string path, Disk disk)
    {
        byte[] expected = Encoding.ASCII.GetBytes(Mark);
        byte[] found = new byte[expected.Length + 1];
        int length = mark.ReadAtLeast(found, found.Length, throwOnEndOfStream: false);
        if (found.AsSpan(0, length).SequenceEqual(expected))
        {
            return;
        }

        // A process that died while it wrote the mark had not come to any session.
        if (!expected.AsSpan().StartsWith(found.AsSpan(0, length)))
        {
            throw new SessionStorageException(
                $"The session folder '{path}' is of a format that this build does not know: its '{MarkName}' begins with "
                + $"'{Encoding.ASCII.GetString(found, 0, length).TrimEnd()}', this build reads '{Mark.TrimEnd()}'. "
                + "Nothing was changed; open it with the build that wrote it, or a later one.");
        }

        mark.Position = 0;
        mark.Write(expected);
        mark.Flush(flushToDisk: true);
        disk.FlushFolder(path);
        if (Path.GetDirectoryName(path) is { } parent)
        {
            disk.FlushFolder(parent);
        }
    }
}
