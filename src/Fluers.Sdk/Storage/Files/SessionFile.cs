using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>One session's file, or the place where there may be one. Written by one caller at a time; read by any number.</summary>
internal sealed partial class SessionFile(string path, SessionKey? key)
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
                Key = known, Revision = 0, LastCommit = Guid.Empty, EntryCount = 0, SchemaHash = 0, SchemaVersion = 0, CreatedAt = written, UpdatedAt = written,
            };
        }
    }

    /// <summary>The right to write, until it is disposed.</summary>
    public readonly struct Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
