using Fluers.Sdk.Frames;

namespace Fluers.Sdk;

/// <summary>Decodes the frames of a log.</summary>
internal static class EntryFrames
{
    /// <summary>Decodes whole frames.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="first">The sequence number of the first one.</param>
    /// <param name="key">The session.</param>
    /// <param name="entries">Takes the entries.</param>
    /// <returns>The error for an entry that this build does not read; those in front of it were taken.</returns>
    /// <exception cref="SessionCorruptException">An entry is damaged.</exception>
    public static SessionSchemaException? Decode<TEntry>(ReadOnlySpan<byte> frames, long first, SessionKey key, EntryBuffer<TEntry> entries)
        where TEntry : ISessionSchema<TEntry>
    {
        SessionSchema<TEntry> schema = TEntry.Schema;
        var reader = new FrameReader(frames);
        long entry = first;
        try
        {
            for (; reader.MoveNext(); entry++)
            {
                FrameHeader header = reader.Header;
                if (header.Kind != FrameKind.Entry)
                {
                    throw new SessionCorruptException($"the frame is of kind {header.Kind}", reader.Offset);
                }

                if (schema.Refusal(header, key) is { } refusal)
                {
                    return refusal;
                }

                entries.Add(schema.DecodePayload(header, reader.Payload));
            }
        }
        catch (SessionCorruptException e)
        {
            SessionCorruptException found = e.At(e.In with { Session = key, Entry = entry });
            return found.In.IsIntact ? new SessionSchemaException(schema, found) : throw found;
        }
        catch (SessionSchemaException e)
        {
            return e.At(schema, key, entry);
        }

        return null;
    }

    /// <summary>Counts whole frames, each of them checked.</summary>
    /// <exception cref="SessionCorruptException">An entry is damaged.</exception>
    public static int Count(ReadOnlySpan<byte> frames, long first, SessionKey key)
    {
        int count = 0;
        try
        {
            for (var reader = new FrameReader(frames); reader.MoveNext();)
            {
                if (FrameHeader.KindOf(reader.Frame) is not FrameKind.Entry and var kind)
                {
                    throw new SessionCorruptException($"the frame is of kind {kind}", reader.Offset);
                }

                count++;
            }
        }
        catch (SessionCorruptException e)
        {
            throw e.At(e.In with { Session = key, Entry = first + count });
        }

        return count;
    }

    /// <summary>The header of the last of whole frames, which were checked before.</summary>
    public static FrameHeader Last(ReadOnlySpan<byte> frames)
    {
        int length;
        while ((length = FrameHeader.FrameLengthOf(frames)) < frames.Length)
        {
            frames = frames[length..];
        }

        return FrameHeader.Read(frames);
    }
}
