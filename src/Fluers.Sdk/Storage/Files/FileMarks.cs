namespace Fluers.Sdk.Storage;

/// <summary>Where a commit of a session begins, and how many entries lie in front of it.</summary>
internal readonly record struct FileMark(long Revision, long Offset, long FirstEntry);

/// <summary>
/// Marks of every so many commits of a session, of which there are never more than <see cref="Most"/>: when there would be, every second one
/// is given up. From a mark it is a short walk to any commit; with a million commits, of some thousand records.
/// </summary>
/// <param name="Marks">The marks of commits 1, 1 + <paramref name="Every"/>, and so on. Longer than <paramref name="Count"/> where a writer went on.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Every">How many commits lie between two.</param>
internal readonly record struct FileMarks(FileMark[] Marks, int Count, long Every)
{
    public const int Most = 512;

    /// <summary>The last mark at or in front of a commit.</summary>
    public FileMark OfRevision(long revision) => Marks[(int)Math.Min((revision - 1) / Every, Count - 1)];

    /// <summary>The last mark that has no more entries in front of it than the one given has.</summary>
    public FileMark OfEntry(long entry)
    {
        int low = 0;
        int high = Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >>> 1;
            (low, high) = Marks[middle].FirstEntry <= entry ? (middle, high) : (low, middle - 1);
        }

        return Marks[low];
    }

    /// <summary>Sets marks. What a reader took before keeps its own.</summary>
    internal sealed class Writer
    {
        private FileMark[] _marks = new FileMark[4];
        private long _every = 1;

        public int Count { get; private set; }

        public FileMarks View => new(_marks, Count, _every);

        public void Add(long revision, CommitPlace place)
        {
            if ((revision - 1) % _every != 0)
            {
                return;
            }

            if (Count == Most)
            {
                FileMark[] kept = new FileMark[Most];
                for (int i = 0; i < Most / 2; i++)
                {
                    kept[i] = _marks[i * 2];
                }

                (_marks, Count, _every) = (kept, Most / 2, _every * 2);
            }
            else if (Count == _marks.Length)
            {
                Array.Resize(ref _marks, Count * 2);   // a copy: readers keep the old one
            }

            _marks[Count++] = new FileMark(revision, place.Offset, place.FirstEntry);
        }
    }
}
