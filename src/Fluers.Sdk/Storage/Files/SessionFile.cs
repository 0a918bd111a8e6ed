using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>One session's file, or the place where there may be one. Written by one caller at a time; read by any number.</summary>
/// <param name="path">The path of the file, without extension.</param>
/// <param name="key">The session, if the name tells.</param>
/// <param name="folder">The folder of its tenant, which is told of every change.</param>
/// <param name="work">What all files of the storage share.</param>
internal sealed partial class SessionFile(string path, SessionKey? key, TenantFolder folder, FileWork work)
{
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile FileState _state = FileState.None;
    private volatile FileDamage? _blocked;   // why nothing may be acknowledged until the storage is opened anew
    private volatile string? _note;
    private volatile string? _setAside;
    private volatile bool _writing;
    private volatile bool _isHalfCreated;   // a file that nobody was told of has the session's name
    private FileStamp? _halfCreated;
    private bool _hasLeftovers;   // behind the log, of a write of ours that failed and could not be cut back

    /// <summary>The name of the file, without extension.</summary>
    public string Name { get; } = Path.GetFileName(path);

    /// <summary>The place in the order of updates, kept by the folder.</summary>
    public long Update { get; set; }

    /// <summary>When the session was last used, by a count of uses.</summary>
    public long Used { get; private set; }

    /// <summary>Whether there was a session, and its id is spent.</summary>
    public bool Deleted => _state.IsDeleted;

    /// <summary>Whether there is a session.</summary>
    public bool Exists => _state.Exists;

    /// <summary>The place in the order of updates that the file states.</summary>
    public long StatedUpdate => _state.Update;

    /// <summary>Whether the file ends in what is no whole commit.</summary>
    public bool IsTorn => _state.Torn is { Commits: > 0 };

    /// <summary>How many marks and ids of the file are kept in mind.</summary>
    public int Kept => _state.Log?.Kept ?? 0;

    /// <summary>What is known of the session; <see langword="null"/> when there is none, or none whose name can be told.</summary>
    public StoredSessionInfo? Info
    {
        get
        {
            FileState state = _state;
            string? damage = _blocked?.Message ?? _note ?? state.Damage?.Message ?? state.Torn?.Damage;
            return state.Info is not { } info || (damage is null && _setAside is null) ? state.Info : info with { Damage = damage, SetAside = _setAside };
        }
    }

    private string Frames => path + FileNames.Frames;

    private string Fresh => path + FileNames.New;

    private string Tombstone => path + FileNames.Deleted;

    private string Folder => Path.GetDirectoryName(path)!;

    /// <summary>Lets one caller change the file, or look at it anew. Waiting takes no thread.</summary>
    public async ValueTask<Turn> InTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_turn);
    }

    /// <summary>Notes in the session's info that it is damaged. A reader may do so beside a writer.</summary>
    public void Note(string damage) => _note = damage;

    /// <summary>Notes in the session's info what was set aside of it.</summary>
    /// <param name="files">The names of the files; <see langword="null"/> for none.</param>
    public void NoteSetAside(IReadOnlyCollection<string>? files) => _setAside = files is null or { Count: 0 } ? null
        : $"bytes that were no whole commit were set aside in {string.Join(", ", files)}: see whether an undamaged copy of the session has more, then move them away";

    /// <summary>Counts a use.</summary>
    public void Use(long use) => Used = use;

    /// <summary>Lets go of what the file tells again, unless somebody is at it.</summary>
    /// <param name="all">Of the marks too, without which the next caller walks through the file.</param>
    public void Forget(bool all)
    {
        if (!_turn.Wait(0))
        {
            return;
        }

        try
        {
            if (_state.Log is not { } log)
            {
                return;
            }

            if (all && !_hasLeftovers)
            {
                _state = _state with { Log = null };
            }
            else
            {
                log.ForgetIds();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private SafeFileHandle? TryOpen(FileAccess access)
    {
        try
        {
            return File.OpenHandle(Frames, FileMode.Open, access, Shared);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void Set(FileState state)
    {
        _state = state;
        folder.Placed(this);
    }

    /// <summary>The right to change the file, until it is disposed.</summary>
    public readonly struct Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
