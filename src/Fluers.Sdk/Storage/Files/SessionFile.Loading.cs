using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

// What a storage learns of a file when it opens its folder.
internal sealed partial class SessionFile
{
    /// <summary>Takes over what a folder holds, from the end of the file alone; only a file that was torn is walked through, and cut.</summary>
    public void Load(Disk disk)
    {
        try
        {
            if (File.Exists(Tombstone))
            {
                File.Delete(Frames);   // should the process that deleted the session not have come so far
                Deleted = true;
                return;
            }

            using SafeFileHandle file = File.OpenHandle(Frames, FileMode.Open, FileAccess.ReadWrite, Shared);
            if (!TryLoadEnd(file))
            {
                Recover(file, disk);
            }
        }
        catch (FileDamage damage)
        {
            Report(damage);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(new FileDamage($"the file cannot be read: {e.Message}", 0));
        }
    }

    private bool TryLoadEnd(SafeFileHandle file)
    {
        using var window = new FileWindow(file);
        long endAt = window.Length - CommitRecord.EndSize;
        if (endAt < 0)
        {
            return false;
        }

        byte[] end = window.Read(endAt, CommitRecord.EndSize).ToArray();
        long frames = CommitRecord.FramesBefore(end);
        long recordAt = endAt - frames - CommitRecord.Size;
        if (frames < 0 || recordAt < 0 || recordAt > endAt)
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = window.Read(recordAt, CommitRecord.Size);
        if (!CommitRecord.TryRead(bytes, out CommitRecord record) || !CommitRecord.End(bytes).AsSpan().SequenceEqual(end))
        {
            return false;
        }

        // Told of as its end has it, should the start be damaged.
        Take(record, key, record.Time);
        (SessionKey found, DateTimeOffset createdAt, int start) = SessionStart.Read(window.Read(0, SessionStart.MaxSize));
        if (start == 0 || recordAt < start)
        {
            throw new FileDamage("the start of the file is missing", 0);
        }

        Take(record, Checked(found), createdAt);
        return true;
    }

    private void Recover(SafeFileHandle file, Disk disk)
    {
        FileLog? log = FileLog.Read(file);
        if (log is null)
        {
            // Not one commit was whole, so none was acknowledged: there is no session yet.
            disk.Truncate(file, 0);
            return;
        }

        Checked(log.Key);
        disk.Truncate(file, log.Length);
        disk.Flush(file);
        _log = log;
        Update = log.Last.Update;
        _info = log.View.Info;
    }

    private void Take(CommitRecord record, SessionKey? of, DateTimeOffset createdAt)
    {
        Update = record.Update;
        _info = of is { } known ? record.Info(known, createdAt) : null;
    }

    /// <summary>Refuses a file that was renamed, or copied from another place.</summary>
    private SessionKey Checked(SessionKey found) =>
        FileNames.OfSession(found.Id) == Path.GetFileName(path) && FileNames.OfTenant(found.Tenant) == Path.GetFileName(Folder)
            ? found
            : throw new FileDamage($"the file is that of session '{found}'", 0);
}
