using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>One session's file, or the place where there may be one. Written by one caller at a time; read by any number.</summary>
internal sealed class SessionFile(string path, SessionKey? key)
{
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile FileLog? _log;
    private volatile StoredSessionInfo? _info;
    private volatile FileDamage? _damage;
    private volatile string? _note;
    private bool _hasLeftovers;   // behind the log, of a write that failed and could not be cut back

    /// <summary>The session's place in the order of updates.</summary>
    public long Update { get; set; }

    /// <summary>Whether there was a session, and its id is spent.</summary>
    public bool Deleted { get; private set; }

    /// <summary>What is known of the session; <see langword="null"/> when there is none, or none whose name can be told.</summary>
    public StoredSessionInfo? Info => Deleted || _info is not { } info ? null : _note is { } note ? info with { Damage = note } : info;

    /// <summary>How many commits of the file are kept in mind.</summary>
    public int Indexed => _log?.View.Count ?? 0;

    /// <summary>Whether there is a session.</summary>
    public bool Exists => !Deleted && (_info is not null || _damage is not null);

    private string Frames => path + FileNames.Frames;

    private string Tombstone => path + FileNames.Deleted;

    private string Folder => Path.GetDirectoryName(path)!;

    /// <summary>Lets one caller write.</summary>
    public async ValueTask<Turn> InTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_turn);
    }

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

    /// <summary>What the file holds; <see langword="null"/> when there is no session.</summary>
    /// <exception cref="FileDamage">The file is damaged.</exception>
    public FileLog? Open()
    {
        if (_damage is { } damage)
        {
            throw damage;
        }

        if (_log is not null || _info is null)
        {
            return _log;
        }

        try
        {
            using SafeFileHandle file = File.OpenHandle(Frames, FileMode.Open, FileAccess.Read, Shared);
            FileLog log = FileLog.Read(file) ?? throw new FileDamage("the file holds no commit any more", 0);
            return log.Last.Revision == _info.Revision
                ? _log = log
                : throw new FileDamage($"the file ends behind commit {log.Last.Revision} of {_info.Revision}", log.Length);
        }
        catch (FileDamage found)
        {
            Report(found);
            throw;
        }
    }

    /// <summary>What the file holds, without waiting for the writer unless the file was not looked at yet.</summary>
    public async ValueTask<FileView?> ViewAsync(CancellationToken cancellationToken)
    {
        if (_log is { } log && !Deleted)
        {
            return log.View;
        }

        using (await InTurnAsync(cancellationToken).ConfigureAwait(false))
        {
            return Deleted ? null : Open()?.View;
        }
    }

    /// <summary>Opens the file to be read as of a view; <see langword="null"/> when the session was deleted meanwhile.</summary>
    public SafeFileHandle? OpenToRead()
    {
        try
        {
            return File.OpenHandle(Frames, FileMode.Open, FileAccess.Read, Shared);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

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

    /// <summary>Notes in the session's info that it is damaged. A reader may do so beside a writer.</summary>
    public void Note(string damage) => _note = damage;

    /// <summary>Lets go of what can be read from the file again, unless somebody writes.</summary>
    public void Forget()
    {
        if (_turn.Wait(0))
        {
            _log = _hasLeftovers ? _log : null;
            _turn.Release();
        }
    }

    /// <summary>Remembers damage: the file is not looked at again.</summary>
    private void Report(FileDamage damage)
    {
        _damage = damage;
        _note = damage.Message;
        if (_info is null && key is { } known)
        {
            DateTimeOffset written = File.GetLastWriteTimeUtc(Frames);
            _info = new StoredSessionInfo
            {
                Key = known, Revision = 0, EntryCount = 0, SchemaHash = 0, SchemaVersion = 0, CreatedAt = written, UpdatedAt = written,
            };
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

    /// <summary>The right to write, until it is disposed.</summary>
    public readonly struct Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
