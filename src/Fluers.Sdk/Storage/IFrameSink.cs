namespace Fluers.Sdk.Storage;

/// <summary>
/// Takes what a storage reads. The spans are the storage's own memory and valid only during the call, so that a blob
/// can be decoded where it lies, without a copy.
/// </summary>
public interface IFrameSink
{
    /// <summary>Called once, first: the session and its head, one frame.</summary>
    void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head);

    /// <summary>Called for each block of entries, in order: one or more whole frames, one after the other.</summary>
    /// <param name="firstEntry">The sequence number of the first frame.</param>
    /// <param name="frames">The frames.</param>
    void OnEntries(long firstEntry, ReadOnlySpan<byte> frames);
}
