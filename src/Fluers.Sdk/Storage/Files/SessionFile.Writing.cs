using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

// Commits: each is there as a whole, or is taken back. The caller has the turn.
internal sealed partial class SessionFile
{
    /// <summary>Opens the file to append to it; <see langword="null"/> when there is none.</summary>
    public SafeFileHandle? OpenToWrite() => TryOpen(FileAccess.ReadWrite);

    /// <summary>What a commit meets.</summary>
    /// <param name="file">The file, from <see cref="OpenToWrite"/>.</param>
    /// <param name="creates">Whether the commit is to create the session, for which there may be a file without one whole commit.</param>
    /// <param name="isReplaced">Whether the file holds another history than it did when it was last looked at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The commits that there are; <see langword="null"/> for none.</returns>
    /// <exception cref="FileDamage">The file is damaged.</exception>
    /// <exception cref="SessionStorageException">The file is not where it was.</exception>
    public FileLog? Meet(SafeFileHandle? file, bool creates, out bool isReplaced, CancellationToken cancellationToken)
    {
        isReplaced = false;
        Demand(_blocked);
        if (_isHalfCreated)
        {
            TakeBackNamed();
            throw new IOException("the session was created before without being acknowledged, which was only taken back now.");
        }

        FileState known = _state;
        if (creates)
        {
            Look(file, cancellationToken);
            if (_state.IsUnborn && file is not null)
            {
                return null;
            }
        }

        FileLog? log = Walked(file, cancellationToken);
        isReplaced = known.Exists && log is not null && known.Info is { Revision: > 0 } before && before.LastCommit != log.Last.CommitId;
        return log;
    }

    /// <summary>
    /// Stores the first commit. It is written under another name, which it has until it is whole: a crash leaves nothing under the name of
    /// the session, so that the id can be taken again, and a file that is torn there was whole once.
    /// </summary>
    public async ValueTask CreateAsync(SessionCommit commit, CommitRecord record, DateTimeOffset createdAt)
    {
        byte[] start = SessionStart.Write(commit.Key, createdAt);
        byte[] mark = record.Write();
        FileStamp? named = null;
        try
        {
            using SafeFileHandle file = File.OpenHandle(Fresh, FileMode.Create, FileAccess.ReadWrite, Shared);
            work.Disk.Write(file, [start, mark, commit.Head, commit.Entries, CommitRecord.End(mark)], 0);
            await FlushAsync(file).ConfigureAwait(false);
            if (_state.Exists)
            {
                SetAsideWhole(commit.Key);
            }

            FileStamp stamp = FileStamp.Of(file);
            work.Disk.Rename(Fresh, Frames);
            named = stamp;
            if (work.Flushes is not null)
            {
                await Task.Run(() => work.Disk.FlushFolder(Folder)).ConfigureAwait(false);
            }

            stamp = DemandPlace(file);   // its name was a change
            var log = new FileLog(commit.Key, createdAt, start.Length);
            log.Add(record);
            Set(new FileState { Stamp = stamp, Info = log.View.Info, Update = record.Update, Log = log });
        }
        catch
        {
            TakeBack(named);
            throw;
        }
    }

    /// <summary>Writes a commit behind the others. Should it fail, the file is cut back to what was acknowledged, now or before the next one.</summary>
    public async ValueTask AppendAsync(SafeFileHandle file, FileLog log, CommitRecord record, SessionCommit commit)
    {
        long offset = log.Length;
        byte[] mark = record.Write();
        FileStamp stamp;
        _writing = true;
        try
        {
            await ClearAsync(file, log).ConfigureAwait(false);
            try
            {
                work.Disk.Write(file, [mark, commit.Head, commit.Entries, CommitRecord.End(mark)], offset);
                await FlushAsync(file).ConfigureAwait(false);
                stamp = DemandPlace(file);
            }
            catch
            {
                CutBack(file, offset);
                throw;
            }

            log.Add(record);
            Set(new FileState { Stamp = stamp, Info = log.View.Info, Update = record.Update, Log = log });
        }
        finally
        {
            _writing = false;
        }
    }

    private async ValueTask FlushAsync(SafeFileHandle file)
    {
        if (work.Flushes is { } flushes)
        {
            await flushes.FlushAsync(file).ConfigureAwait(false);
        }
    }

    /// <summary>Removes what lies behind the log: what we left there ourselves at once, what we found once it is kept elsewhere.</summary>
    private async ValueTask ClearAsync(SafeFileHandle file, FileLog log)
    {
        long length = RandomAccess.GetLength(file);
        if (length < log.Length)
        {
            throw new FileDamage($"the file ends here, {log.Length - length} bytes too early", length);
        }

        if (length == log.Length)
        {
            return;
        }

        if (!_hasLeftovers)
        {
            // Not on the caller's thread, for it waits for the disk.
            await Task.Run(() => SetAside(file, log, length)).ConfigureAwait(false);
        }

        work.Disk.Truncate(file, log.Length);
        _hasLeftovers = false;
        Set(_state with { Stamp = FileStamp.Of(file), Torn = null });
    }

    private void CutBack(SafeFileHandle file, long length)
    {
        try
        {
            work.Disk.Truncate(file, length);
        }
        catch (IOException)
        {
            // What is left over was never acknowledged; the next commit cuts it off before it writes.
            _hasLeftovers = true;
        }

        Set(_state with { Stamp = FileStamp.Of(file) });
    }

    /// <summary>Takes a failed creation back. What cannot be taken back is not looked at, and nothing is acknowledged before it is.</summary>
    /// <param name="named">The file that has the session's name already; <see langword="null"/> for none.</param>
    private void TakeBack(FileStamp? named)
    {
        _halfCreated = named;
        _isHalfCreated = named is not null;
        try
        {
            if (named is null)
            {
                work.Disk.Delete(Fresh);
            }
            else
            {
                TakeBackNamed();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Under its other name it is nothing that anybody reads, and written over when the session is created again.
        }
    }

    private void TakeBackNamed()
    {
        if (_halfCreated is { } written && FileStamp.At(Frames) is { } there && there.IsSameFileAs(written))
        {
            work.Disk.Delete(Frames);
        }

        _halfCreated = null;
        _isHalfCreated = false;
    }

    /// <summary>
    /// Refuses to acknowledge what was written to a file that is no more where it was: a look at the path, which takes a microsecond, tells.
    /// </summary>
    private FileStamp DemandPlace(SafeFileHandle file)
    {
        FileStamp written = FileStamp.Of(file);
        return FileStamp.At(Frames) is { } there && there.IsSameFileAs(written) ? written : throw Missing();
    }
}
