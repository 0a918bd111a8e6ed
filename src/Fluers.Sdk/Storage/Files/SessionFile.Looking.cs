using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

// What is learned of a file. Looking changes nothing: a torn end, zeros, damage are told of, and left as they are.
internal sealed partial class SessionFile
{
    /// <summary>Looks at the file for the first time, or anew if it changed. The caller has the turn, or nobody else has the file yet.</summary>
    public void Look(CancellationToken cancellationToken = default)
    {
        try
        {
            if (IsSpent())
            {
                Set(FileState.Spent);
                return;
            }

            using SafeFileHandle? file = TryOpen(FileAccess.Read);
            Look(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // One file that cannot be read hides no other. It is no file that was looked at, so that the next one looks again.
            Set(Damaged(null, new FileDamage($"the file cannot be read: {e.Message}", 0), _state.Info is null ? null : _state) with { Stamp = FileStamp.OfNone });
        }
    }

    /// <summary>Looks at the file anew if it changed, unless somebody is at it, who then looks himself.</summary>
    public void LookAgain(CancellationToken cancellationToken)
    {
        if (!_turn.Wait(0, CancellationToken.None))
        {
            return;
        }

        try
        {
            if (!IsAsKnown(_state, SafeStamp()))
            {
                Look(cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The session's info, as of now.</summary>
    public async ValueTask<StoredSessionInfo?> InfoAsync(CancellationToken cancellationToken)
    {
        if (!IsAsKnown(_state, FileStamp.At(Frames)))
        {
            using (await InTurnAsync(cancellationToken).ConfigureAwait(false))
            {
                Look(cancellationToken);
            }
        }

        await SettleAsync(cancellationToken).ConfigureAwait(false);
        return Info;
    }

    /// <summary>Opens the file to be read, waiting for a writer only when the file has to be looked at anew.</summary>
    /// <returns>The file and the session as of its last commit; <see langword="null"/> when there is none.</returns>
    /// <exception cref="FileDamage">The file is damaged.</exception>
    public async ValueTask<(SafeFileHandle File, FileView View)?> OpenAsync(CancellationToken cancellationToken)
    {
        SafeFileHandle? file = TryOpen(FileAccess.Read);
        try
        {
            FileState known = _state;
            if (file is null || !IsAsKnown(known, FileStamp.Of(file)) || known.Log is not { } log)
            {
                using (await InTurnAsync(cancellationToken).ConfigureAwait(false))
                {
                    file?.Dispose();   // it may be another one by now
                    file = IsSpent() ? null : TryOpen(FileAccess.Read);
                    log = Walked(file, cancellationToken);
                }
            }

            if (file is null || log is null)
            {
                file?.Dispose();
                return null;
            }

            Demand(_blocked);
            return (file, log.View);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>The commits of an open file; the caller has the turn.</summary>
    /// <returns><see langword="null"/> when there is no session.</returns>
    /// <exception cref="FileDamage">The file is damaged.</exception>
    /// <exception cref="SessionStorageException">The file is not where it was.</exception>
    private FileLog? Walked(SafeFileHandle? file, CancellationToken cancellationToken)
    {
        Demand(_blocked);
        Look(file, cancellationToken);
        FileState state = _state;
        if (state.IsMissing)
        {
            throw Missing();
        }

        Demand(state.Damage);
        Demand(state.IsUnborn ? new FileDamage(state.Torn!.Damage, 0) : null);
        if (file is null || state.Log is not null || _isHalfCreated)
        {
            return state.Log;
        }

        Set(WalkThrough(file, state, cancellationToken));
        Demand(_state.Damage);
        Demand(_state.IsUnborn ? new FileDamage(_state.Torn!.Damage, 0) : null);
        return _state.Log;
    }

    /// <summary>Takes over what an open file holds, unless it is as it was.</summary>
    private void Look(SafeFileHandle? file, CancellationToken cancellationToken)
    {
        if (_isHalfCreated)
        {
            return;
        }

        FileState known = _state;
        if ((file is null || !known.Exists) && IsSpent())
        {
            Set(FileState.Spent);
            return;
        }

        if (file is null)
        {
            // A reader sees what is there; who has the folder for himself alone misses what was there.
            Set(!known.Exists || work.IsReadOnly ? FileState.None : known with
            {
                Stamp = null,
                IsMissing = true,
                Log = null,
                Torn = null,
                Damage = new FileDamage("its file was deleted or renamed while the storage had it open", 0),
            });
            return;
        }

        FileStamp stamp = FileStamp.Of(file);
        if (known.Stamp == stamp)
        {
            return;
        }

        _note = null;
        _hasLeftovers = false;
        if (work.IsReadOnly && known.Log is { } log && known.Stamp is { } last && stamp.IsSameFileAs(last) && log.TryGoOn(file, cancellationToken) is { } more)
        {
            // A writer went on: what was walked through is not walked through again.
            Set(known with { Stamp = stamp, Info = log.View.Info, Update = log.Last.Update, Torn = more.Torn });
            return;
        }

        FileState found = LookAt(file, stamp, cancellationToken);
        if (found.Torn is { } torn && known.Info is { } before && before.Revision > torn.Commits && !work.IsReadOnly)
        {
            // What we acknowledged ourselves is missing, so that what is left is not all that there was.
            found = found with { Damage = new FileDamage($"the file ends within commit {torn.Commits + 1} of {before.Revision}", torn.Offset), Torn = null, Log = null };
        }

        if (known.Exists && !work.IsReadOnly && key is { } session)
        {
            work.Logger.ReadAnew(session);
        }

        Set(found);
    }

    private FileState LookAt(SafeFileHandle file, FileStamp stamp, CancellationToken cancellationToken)
    {
        FileState? end = null;
        try
        {
            end = TryLookAtEnd(file, stamp);
            return end is { Damage: null } ? end : end ?? WalkThrough(file, new FileState { Stamp = stamp }, cancellationToken);
        }
        catch (FileDamage damage)
        {
            return Damaged(stamp, damage, end);
        }
    }

    /// <summary>Looks at the end of the file, from which the last commit is found.</summary>
    /// <returns>What was found; <see langword="null"/> when the file does not end in a whole commit.</returns>
    private FileState? TryLookAtEnd(SafeFileHandle file, FileStamp stamp)
    {
        using var window = new FileWindow(file);
        long endAt = window.Length - CommitRecord.EndSize;
        if (endAt < CommitRecord.Size)
        {
            return null;
        }

        byte[] end = window.Read(endAt, CommitRecord.EndSize).ToArray();
        long frames = CommitRecord.FramesBefore(end);
        if (frames < 0 || frames > endAt - CommitRecord.Size)
        {
            return null;
        }

        long recordAt = endAt - frames - CommitRecord.Size;
        ReadOnlySpan<byte> bytes = window.Read(recordAt, CommitRecord.Size);
        if (CommitRecord.TryRead(bytes, out CommitRecord record) is not null || !CommitRecord.IsEnd(bytes, end))
        {
            return null;
        }

        // Told of as its end has it, should the start be damaged.
        var state = new FileState { Stamp = stamp, Update = record.Update, Info = key is { } named ? record.Info(named, record.Time) : null };
        try
        {
            (SessionKey found, DateTimeOffset createdAt, int start) = SessionStart.Read(window.Read(0, SessionStart.MaxSize));
            return start == 0 || recordAt < start
                ? state with { Damage = new FileDamage("the start of the file is missing", 0) }
                : state with { Info = record.Info(Checked(found), createdAt) };
        }
        catch (FileDamage damage)
        {
            return state with { Damage = damage };
        }
    }

    private FileState WalkThrough(SafeFileHandle file, FileState known, CancellationToken cancellationToken)
    {
        try
        {
            FileWalk walk = FileLog.Walk(file, key, cancellationToken);
            if (walk.Log is not { } log)
            {
                return Damaged(known.Stamp, null, null, file) with { Torn = walk.Torn };
            }

            Checked(log.Key);
            work.Logger.WalkedThrough(log.Key, log.Last.Revision);
            return new FileState { Stamp = known.Stamp, Info = log.View.Info, Update = log.Last.Update, Torn = walk.Torn, Log = log };
        }
        catch (FileDamage damage)
        {
            return Damaged(known.Stamp, damage, known.Info is null ? null : known, file);
        }
    }

    /// <summary>A file that is not to be read, told of as far as anything is known of it.</summary>
    private FileState Damaged(FileStamp? stamp, FileDamage? damage, FileState? known, SafeFileHandle? file = null)
    {
        if (known is not null)
        {
            return known with { Damage = damage, Log = null, Torn = null };
        }

        DateTimeOffset written = File.GetLastWriteTimeUtc(Frames);
        return new FileState
        {
            Stamp = stamp ?? FileStamp.OfNone,
            Damage = damage,
            Info = (key ?? (file is null ? null : KeyIn(file))) is not { } session ? null : new StoredSessionInfo
            {
                Key = session, Revision = 0, LastCommit = Guid.Empty, EntryCount = 0, SchemaHash = 0, SchemaVersion = 0, CreatedAt = written, UpdatedAt = written,
            },
        };
    }

    /// <summary>The session by the start of the file, for one whose name is a hash.</summary>
    private SessionKey? KeyIn(SafeFileHandle file)
    {
        try
        {
            using var window = new FileWindow(file);
            (SessionKey found, _, int length) = SessionStart.Read(window.Read(0, SessionStart.MaxSize));
            return length == 0 ? null : Checked(found);
        }
        catch (FileDamage)
        {
            return null;
        }
    }

    /// <summary>Refuses a file that was renamed, or copied from another place.</summary>
    private SessionKey Checked(SessionKey found) =>
        FileNames.OfSession(found.Id) == Name && FileNames.OfTenant(found.Tenant) == Path.GetFileName(Folder)
            ? found
            : throw new FileDamage($"the file is that of session '{found}'", 0);

    /// <summary>
    /// Whether the file is the one that is known. A storage that has the folder for itself alone is the only one that appends, so beside its
    /// own writer a file may be longer; one that only reads takes any change for what it is.
    /// </summary>
    private bool IsAsKnown(FileState known, FileStamp? now) =>
        known.IsDeleted && !work.IsReadOnly ? true
        : now is not { } stamp ? !known.Exists && (known.IsDeleted || !IsSpent())
        : known.Stamp is { } before && !(work.IsReadOnly && IsSpent())
            && (stamp == before || (_writing && stamp.IsSameFileAs(before) && stamp.Length >= before.Length));

    private bool IsSpent() => _state.IsDeleted && !work.IsReadOnly ? true : File.Exists(Tombstone);

    private FileStamp? SafeStamp()
    {
        try
        {
            return FileStamp.At(Frames);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private SessionStorageException Missing() => new(
        $"The file of session '{key?.ToString() ?? Name}' is not where it was: '{Frames}' was deleted or renamed while the storage had it open. Nothing was "
        + "acknowledged. Put the file back, or close the storage and open it again to go on without it.");

    private static void Demand(FileDamage? damage)
    {
        if (damage is not null)
        {
            throw damage;
        }
    }
}
