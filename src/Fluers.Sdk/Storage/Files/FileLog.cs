using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>
/// What is known of a session's file once it was walked through: where each commit lies, and what each commit id stands for.
/// Changed by one writer at a time; readers take the <see cref="View"/>.
/// </summary>
internal sealed class FileLog(SessionKey key, DateTimeOffset createdAt, long start)
{
    private readonly Dictionary<Guid, StoredCommit> _commits = [];
    private CommitPlace[] _places = new CommitPlace[4];
    private int _count;
    private int _headPlace;
    private volatile FileView? _view;

    public SessionKey Key => key;

    public DateTimeOffset CreatedAt => createdAt;

    /// <summary>The length of what is stored. The file may be longer, by what was never acknowledged.</summary>
    public long Length { get; private set; } = start;

    /// <summary>The last commit; <see langword="default"/> before the first.</summary>
    public CommitRecord Last { get; private set; }

    /// <summary>The session as of its last commit.</summary>
    public FileView View => _view ?? throw new InvalidOperationException("A session begins with its first commit.");

    /// <summary>Walks through a file.</summary>
    /// <returns>What was found, <see langword="null"/> when not one commit is whole. A torn commit at the end is left out.</returns>
    /// <exception cref="FileDamage">There is damage in front of the end, or at it damage that tearing does not do.</exception>
    public static FileLog? Read(SafeFileHandle file)
    {
        using var window = new FileWindow(file);
        if (window.IsBlankFrom(0))
        {
            return null;
        }

        (SessionKey key, DateTimeOffset createdAt, int start) = SessionStart.Read(window.Read(0, SessionStart.MaxSize));
        if (start == 0)
        {
            return null;
        }

        var log = new FileLog(key, createdAt, start);
        while (log.TryRead(window, out CommitRecord record))
        {
            log.Add(record);
        }

        return log._count == 0 ? null : log;
    }

    public bool TryFind(Guid commitId, out StoredCommit commit) => _commits.TryGetValue(commitId, out commit);

    /// <summary>Takes a commit that is stored behind all others.</summary>
    public void Add(CommitRecord record)
    {
        if (_count == _places.Length)
        {
            Array.Resize(ref _places, _count * 2);   // a copy: views keep the old one
        }

        _places[_count] = new CommitPlace(Length, record.EntryCount - record.Entries, record.Entries, record.HeadLength, record.FramesLength);
        _headPlace = record.HeadLength > 0 ? _count : _headPlace;
        _count++;
        _commits[record.CommitId] = new StoredCommit(record.ContentHash, record.Revision, record.EntryCount);
        Length += record.Length;
        Last = record;
        _view = new FileView(record.Info(key, createdAt), _places, _count, _headPlace);
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

        if (!CommitRecord.TryRead(bytes, out record))
        {
            return window.IsBlankFrom(Length) ? false : throw new FileDamage($"the record of commit {Last.Revision + 1} is damaged", Length);
        }

        if (record.Revision != Last.Revision + 1 || record.EntryCount != Last.EntryCount + record.Entries)
        {
            throw new FileDamage($"commit {record.Revision} stands where {Last.Revision + 1} is due", Length);
        }

        byte[] expected = CommitRecord.End(bytes);
        if (Length + record.Length > window.Length)
        {
            return false;
        }

        long end = Length + record.Length - CommitRecord.EndSize;
        ReadOnlySpan<byte> found = window.Read(end, CommitRecord.EndSize);
        if (!found.SequenceEqual(expected))
        {
            return window.IsBlankFrom(end) ? false : throw new FileDamage($"the end of commit {record.Revision} is damaged", end);
        }

        return true;
    }
}

/// <summary>Where a commit lies in a session's file.</summary>
internal readonly record struct CommitPlace(long Offset, long FirstEntry, int Entries, int HeadLength, long FramesLength)
{
    public long HeadOffset => Offset + CommitRecord.Size;

    public long EntriesOffset => HeadOffset + HeadLength;

    public long EntriesLength => FramesLength - HeadLength;

    public long EndEntry => FirstEntry + Entries;
}

/// <summary>A session as of one commit. What lies in the file below it never changes.</summary>
internal sealed record FileView(StoredSessionInfo Info, CommitPlace[] Places, int Count, int HeadPlace)
{
    public CommitPlace Head => Places[HeadPlace];

    /// <summary>The first commit that holds an entry at or behind the one given.</summary>
    public int PlaceOf(long entry)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (Places[middle].EndEntry > entry)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
