using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

/// <summary>Takes a sequence of frames for a session: one head, then its entries.</summary>
internal static class FrameImport
{
    /// <summary>The commit that creates the session.</summary>
    /// <exception cref="SessionCorruptException">The bytes are no whole, undamaged session.</exception>
    public static SessionCommit Parse(SessionKey key, ReadOnlyMemory<byte> frames)
    {
        int head = 0;
        int entries = 0;
        try
        {
            for (var reader = new FrameReader(frames.Span); reader.MoveNext();)
            {
                FrameKind expected = head == 0 ? FrameKind.Head : FrameKind.Entry;
                if (reader.Header.Kind != expected)
                {
                    throw new SessionCorruptException($"a frame of kind {reader.Header.Kind} stands where one of kind {expected} is due", reader.Offset);
                }

                if (head == 0)
                {
                    head = reader.Frame.Length;
                }
                else
                {
                    entries++;
                }
            }
        }
        catch (SessionCorruptException e)
        {
            throw e.At(e.In with { Session = key });
        }

        return head == 0
            ? throw new SessionCorruptException(key, "there is no frame to import")
            : new SessionCommit
            {
                Key = key,
                ExpectedRevision = 0,
                CommitId = Guid.CreateVersion7(),
                Head = frames[..head],
                Entries = frames[head..],
                EntryCount = entries,
            };
    }
}
