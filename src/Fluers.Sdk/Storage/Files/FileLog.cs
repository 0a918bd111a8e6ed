using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>
/// What is known of a session's file once it was walked through: its last commit, marks from which any other one is found, and the ids of
/// the last commits. However many there are, it takes no more memory. Changed by one writer at a time; readers take the <see cref="View"/>.
/// </summary>
internal sealed class FileLog(SessionKey key, DateTimeOffset createdAt, long start)
{
    private const int CommitsPerLook = 4096;   // between two looks at the token

    private readonly FileMarks.Writer _marks = new();
    private CommitIds? _ids = new();
    private CommitPlace _head;
    private volatile FileView? _view;

    public SessionKey Key => key;

    /// <summary>The length of what is stored. The file may be longer, by what was never acknowledged.</summary>
    public long Length { get; private set; } = start;

    /// <summary>The last commit; <see langword="default"/> before the first.</summary>
    public CommitRecord Last { get; private set; }

    /// <summary>The session as of its last commit.</summary>
    public FileView View => _view ?? throw new InvalidOperationException("A session begins with its first commit.");

    /// <summary>How many marks and ids are kept in mind.</summary>
    public int Kept => _marks.Count + (_ids?.Count ?? 0);

    /// <summary>Walks through a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="named">The session by the file's name, if that tells.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FileDamage">There is damage in front of the end, or at it damage that tearing does not do.</exception>
    public static FileWalk Walk(SafeFileHandle file, SessionKey? named, CancellationToken cancellationToken)
    {
        using var window = new FileWindow(file);
        if (window.IsBlankFrom(0))
        {
            return new FileWalk(null, new TornTail(0, window.Length, 0, IsBlank: true));
        }

        (SessionKey key, DateTimeOffset createdAt, int start) = SessionStart.Read(window.Read(0, SessionStart.MaxSize));
        if (start == 0)
        {
            if (named is { } expected && window.Length >= SessionStart.SizeOf(expected))
            {
                throw new FileDamage("the start of the file states a length that it has not", 1);
            }

            return new FileWalk(null, new TornTail(0, window.Length, 0, IsBlank: false));
        }

        var log = new FileLog(key, createdAt, start);
        return log.GoOn(window, cancellationToken);
    }

    /// <summary>Takes what a writer appended since.</summary>
    /// <returns>What was found; <see langword="null"/> when the file does not hold any more what it held, or is damaged behind it.</returns>
    public FileWalk? TryGoOn(SafeFileHandle file, CancellationToken cancellationToken)
    {
        using var window = new FileWindow(file);
        try
        {
            ReadOnlySpan<byte> bytes = window.Read(Length - Last.Length, CommitRecord.Size);
            return CommitRecord.TryRead(bytes, out CommitRecord record) is null && record == Last ? GoOn(window, cancellationToken) : null;
        }
        catch (FileDamage)
        {
            return null;
        }
    }

    /// <summary>Looks for a commit that is stored already: for the id among the last ones, and for the very same commit anywhere.</summary>
    /// <exception cref="FileDamage">The file is damaged where the commit has to lie.</exception>
    public bool TryFind(SafeFileHandle file, SessionCommit commit, out StoredCommit stored)
    {
        if (Ids(file).TryFind(commit.CommitId, out stored))
        {
            return true;
        }

        // A commit that is sent again has the place that it had, so one look into the file tells whether it is there, however old it is.
        if (commit.ExpectedRevision < 0 || commit.ExpectedRevision >= Last.Revision - CommitMemory.Commits)
        {
            return false;
        }

        CommitRecord there = View.RecordOf(file, commit.ExpectedRevision + 1);
        stored = new StoredCommit(there.ContentHash, there.Revision, there.EntryCount);
        return there.CommitId == commit.CommitId;
    }

    /// <summary>Takes a commit that is stored behind all others, and shows it.</summary>
    public void Add(CommitRecord record)
    {
        Take(record);
        Show();
    }

    private void Take(CommitRecord record)
    {
        var place = new CommitPlace(Length, record.EntryCount - record.Entries, record.Entries, record.HeadLength, record.FramesLength);
        _marks.Add(record.Revision, place);
        _ids?.Add(record);
        _head = record.HeadLength > 0 ? place : _head;
        Length += record.Length;
        Last = record;
    }

    private void Show() => _view = new FileView(Last.Info(key, createdAt), Length, _head, _marks.View);

    /// <summary>Lets go of the ids, which the file tells again.</summary>
    public void ForgetIds() => _ids = null;

    private FileWalk GoOn(FileWindow window, CancellationToken cancellationToken)
    {
        while (TryRead(window, out CommitRecord record))
        {
            Take(record);
            if (record.Revision % CommitsPerLook == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        if (Last.Revision > 0)
        {
            Show();
        }

        long torn = window.Length - Length;
        return Last.Revision == 0 ? new FileWalk(null, new TornTail(0, window.Length, 0, IsBlank: false))
            : torn == 0 ? new FileWalk(this, null)
            : new FileWalk(this, new TornTail(Length, torn, Last.Revision, window.IsBlankFrom(Length)));
    }

    private CommitIds Ids(SafeFileHandle file)
    {
        if (_ids is { } known)
        {
            return known;
        }

        var ids = new CommitIds();
        View.Walk(file, Last.Revision - CommitMemory.Commits + 1, record =>
        {
            ids.Add(record);
            return true;
        });
        return _ids = ids;
    }

    /// <summary>Reads the commit that begins where the log ends.</summary>
    private bool TryRead(FileWindow window, out CommitRecord record)
    {
        record = default;
        ReadOnlySpan<byte> bytes = window.Read(Length, CommitRecord.Size);
        if (bytes.Length < CommitRecord.Size)
        {
            return false;
        }

        if (CommitRecord.TryRead(bytes, out record) is { } fault)
        {
            return window.IsBlankFrom(Length) ? false : throw new FileDamage($"the record of commit {Last.Revision + 1} {fault}", Length);
        }

        if (record.Revision != Last.Revision + 1 || record.EntryCount - record.Entries != Last.EntryCount)
        {
            throw new FileDamage($"commit {record.Revision} stands where {Last.Revision + 1} is due", Length);
        }

        if (record.Revision == 1 && record.HeadLength == 0)
        {
            throw new FileDamage("the first commit has no head", Length);
        }

        Span<byte> seal = stackalloc byte[CommitRecord.SealSize];
        bytes[..CommitRecord.SealSize].CopyTo(seal);
        if (record.Length > window.Length - Length)
        {
            return false;
        }

        long end = Length + record.Length - CommitRecord.EndSize;
        ReadOnlySpan<byte> found = window.Read(end, CommitRecord.EndSize);
        if (!CommitRecord.IsEnd(seal, found))
        {
            return window.IsBlankFrom(end) ? false : throw new FileDamage($"the end of commit {record.Revision} is damaged", end);
        }

        return true;
    }
}

/// <summary>What a walk through a file found.</summary>
/// <param name="Log">The commits; <see langword="null"/> when not one is whole.</param>
/// <param name="Torn">What lies behind them; <see langword="null"/> for nothing.</param>
internal readonly record struct FileWalk(FileLog? Log, TornTail? Torn);

/// <summary>Where a commit lies in a session's file.</summary>
internal readonly record struct CommitPlace(long Offset, long FirstEntry, int Entries, int HeadLength, long FramesLength)
{
    public long HeadOffset => Offset + CommitRecord.Size;
}
