using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

// Deletions. The caller has the turn.
internal sealed partial class SessionFile
{
    /// <summary>Refuses to delete a session whose file is not where it was: it would go on elsewhere.</summary>
    /// <exception cref="SessionStorageException">The file is not where it was.</exception>
    public void DemandThere()
    {
        if (_state.IsMissing)
        {
            throw Missing();
        }
    }

    /// <summary>Leaves of the session only that its id is spent. Waits for the disk, so it is called on a thread of the pool.</summary>
    public void Delete()
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(Tombstone, FileMode.Create, FileAccess.Write, Shared);
            work.Disk.Flush(file);
            work.Disk.FlushFolder(Folder);
        }
        catch
        {
            TakeDeletionBack();
            throw;
        }

        Set(FileState.Spent);
        Remove();
    }

    /// <summary>Removes what is left of a session whose id is spent: its file, and what was set aside of it. Content that was deleted is gone.</summary>
    public void Remove()
    {
        foreach (string file in (string[])[Frames, Fresh, .. folder.TakeAside(this).Select(name => Path.Combine(Folder, name))])
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The session is gone all the same; the next writer of the folder removes the file.
            }
        }
    }

    /// <summary>Takes a failed deletion back. Where that fails too, no commit may be acknowledged that the deletion could still carry off.</summary>
    private void TakeDeletionBack()
    {
        try
        {
            File.Delete(Tombstone);
            work.Disk.FlushFolder(Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _blocked = new FileDamage("the session is half deleted: delete it again when the disk works, or open the storage anew", 0);
        }
    }
}
