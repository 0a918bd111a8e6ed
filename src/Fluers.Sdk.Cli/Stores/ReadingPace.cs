namespace Fluers.Sdk.Cli.Stores;

/// <summary>How many entries are read at once: as many as are a few megabytes, which the last ones tell.</summary>
internal sealed class ReadingPace
{
    private const int FewBytes = 1 << 20;
    private const int ManyBytes = 1 << 23;
    private const int Most = 1 << 13;

    public long Entries { get; private set; } = 256;

    public long After(SessionFrames frames)
    {
        if (frames.Piece.Length > ManyBytes)
        {
            Entries = Math.Max(1, Entries / 2);
        }
        else if (frames.Piece.Length < FewBytes && frames.PieceCount == Entries)
        {
            Entries = Math.Min(Most, Entries * 2);
        }

        return Entries;
    }
}
