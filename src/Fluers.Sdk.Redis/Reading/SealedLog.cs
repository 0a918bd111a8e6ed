using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Redis.Reading;

/// <summary>Hands out the elements of a log as frames, each only if it is the entry of its number: another one's frame is whole as well.</summary>
/// <param name="record">The record of the session.</param>
/// <param name="name">The name of the session.</param>
/// <param name="sink">Takes the frames.</param>
internal sealed class SealedLog(SessionRecord record, string name, IFrameSink sink)
{
    /// <exception cref="SessionCorruptException">The element is not the entry of this number.</exception>
    public void Take(long entry, ReadOnlySpan<byte> element)
    {
        if (!record.IsEntry(name, entry, element, out ReadOnlySpan<byte> frame))
        {
            throw new SessionCorruptException(record.Info.Key, $"entry {entry} does not match its seal");
        }

        sink.OnEntries(entry, frame);
    }
}
