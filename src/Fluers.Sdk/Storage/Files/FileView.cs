using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>A session as of one commit. What lies in the file below it never changes.</summary>
/// <param name="Info">What is known of the session.</param>
/// <param name="Length">The length of the file up to here.</param>
/// <param name="Head">The last commit with a head.</param>
/// <param name="Marks">From where commits are found.</param>
internal sealed record FileView(StoredSessionInfo Info, long Length, CommitPlace Head, FileMarks Marks)
{
    /// <summary>The record of a commit.</summary>
    /// <exception cref="FileDamage">The file is damaged there.</exception>
    public CommitRecord RecordOf(SafeFileHandle file, long revision)
    {
        CommitRecord found = default;
        Walk(file, revision, record =>
        {
            found = record;
            return false;
        });
        return found;
    }

    /// <summary>Hands on the records from a commit on, for as long as they are wanted.</summary>
    /// <exception cref="FileDamage">The file is damaged there.</exception>
    public void Walk(SafeFileHandle file, long revision, Func<CommitRecord, bool> take)
    {
        revision = Math.Max(1, revision);
        FileMark at = Marks.OfRevision(revision);
        using var window = new FileWindow(file);
        while (at.Revision <= Info.Revision)
        {
            CommitRecord record = Record(window.Read(at.Offset, CommitRecord.Size), at);
            if (record.Revision >= revision && !take(record))
            {
                return;
            }

            at = new FileMark(at.Revision + 1, at.Offset + record.Length, record.EntryCount);
        }
    }

    /// <summary>Takes bytes as the record of the commit that is due where they lie.</summary>
    /// <exception cref="FileDamage">They are not.</exception>
    public static CommitRecord Record(ReadOnlySpan<byte> bytes, FileMark due)
    {
        CommitRecord record = default;
        string? fault = bytes.Length < CommitRecord.Size ? "is missing" : CommitRecord.TryRead(bytes, out record);
        return fault is null && record.Revision == due.Revision && record.EntryCount - record.Entries == due.FirstEntry
            ? record
            : throw new FileDamage($"the record of commit {due.Revision} {fault ?? "is that of another one"}", due.Offset);
    }
}
