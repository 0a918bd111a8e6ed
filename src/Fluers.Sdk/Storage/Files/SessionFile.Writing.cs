using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

// Commits and deletions: each is there as a whole, or is taken back.
internal sealed partial class SessionFile
{
    /// <summary>Writes a commit behind the others. Should it fail, the file is cut back to what was acknowledged, now or before the next one.</summary>
    public async ValueTask WriteAsync(FileLog log, bool first, CommitRecord record, SessionCommit commit, Disk disk, FlushQueue? flushes)
    {
        byte[] mark = record.Write();
        byte[] start = first ? SessionStart.Write(log.Key, log.CreatedAt) : [];
        long offset = first ? 0 : log.Length;
        using (SafeFileHandle file = File.OpenHandle(Frames, first ? FileMode.OpenOrCreate : FileMode.Open, FileAccess.ReadWrite, Shared))
        {
            DemandLength(file, offset);
            try
            {
                if (RandomAccess.GetLength(file) > offset)
                {
                    disk.Truncate(file, offset);
                }

                disk.Write(file, [start, mark, commit.Head, commit.Entries, CommitRecord.End(mark)], offset);
                if (flushes is not null)
                {
                    await flushes.FlushAsync(file).ConfigureAwait(false);
                    if (first)
                    {
                        disk.FlushFolder(Folder);
                    }
                }
            }
            catch
            {
                CutBack(file, offset, disk);
                throw;
            }
        }

        log.Add(record);
        _hasLeftovers = false;
        _log = log;
        _info = log.View.Info;
    }

    /// <summary>Leaves of the session only that its id is spent.</summary>
    public void Delete(Disk disk)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(Tombstone, FileMode.Create, FileAccess.Write, Shared);
            disk.Flush(file);
            disk.FlushFolder(Folder);
        }
        catch
        {
            TakeBack(disk);
            throw;
        }

        Deleted = true;
        _log = null;
        _info = null;
        try
        {
            File.Delete(Frames);
        }
        catch (IOException)
        {
            // The session is gone all the same; who opens the folder next removes the file.
        }
    }

    /// <summary>Takes a failed deletion back. Where that fails too, no commit may be acknowledged that the deletion could still carry off.</summary>
    private void TakeBack(Disk disk)
    {
        try
        {
            File.Delete(Tombstone);
            disk.FlushFolder(Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(new FileDamage("the session is half deleted: delete it again when the disk works, or open the storage anew", 0));
        }
    }

    /// <summary>Refuses a file that somebody else made shorter.</summary>
    private void DemandLength(SafeFileHandle file, long length)
    {
        long found = RandomAccess.GetLength(file);
        if (found < length)
        {
            var damage = new FileDamage($"the file ends here, {length - found} bytes too early", found);
            Report(damage);
            throw damage;
        }
    }

    private void CutBack(SafeFileHandle file, long length, Disk disk)
    {
        try
        {
            disk.Truncate(file, length);
        }
        catch (IOException)
        {
            // What is left over was never acknowledged; the next commit cuts it off before it writes.
            _hasLeftovers = true;
        }
    }
}
