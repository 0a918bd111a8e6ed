using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Storage;

/// <summary>Cuts a sequence of frames into segments of a greatest length, for storages that keep many entries in a row. A frame is never cut.</summary>
/// <param name="frames">Whole frames, checked before.</param>
/// <param name="maxLength">The greatest length of a segment in bytes, unless one frame is longer.</param>
public ref struct FrameSegments(ReadOnlySpan<byte> frames, int maxLength)
{
    private readonly ReadOnlySpan<byte> _frames = frames;

    /// <summary>Where the current segment begins, in bytes.</summary>
    public int Offset { get; private set; }

    /// <summary>The length of the current segment in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>The number of frames in the current segment.</summary>
    public int Count { get; private set; }

    /// <summary>Goes to the next segment.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        Offset += Length;
        Length = 0;
        Count = 0;
        while (Offset + Length < _frames.Length)
        {
            int next = FrameHeader.Parse(_frames[(Offset + Length)..]).FrameLength;
            if (Count > 0 && Length + next > maxLength)
            {
                break;
            }

            Length += next;
            Count++;
        }

        return Count > 0;
    }
}
