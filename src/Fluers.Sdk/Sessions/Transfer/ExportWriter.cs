using System.IO.Hashing;

namespace Fluers.Sdk;

/// <summary>Writes an export, and counts and hashes what it writes for the seal.</summary>
internal sealed class ExportWriter(Stream destination)
{
    private readonly XxHash3 _hash = new();
    private long _length;
    private long _entries;

    public ValueTask StartAsync(in ExportFacts facts, CancellationToken cancellationToken) => WriteAsync(ExportFrames.Start(facts), cancellationToken);

    public ValueTask HeadAsync(byte[] head, CancellationToken cancellationToken) => WriteAsync(head, cancellationToken);

    public ValueTask EntriesAsync(byte[] frames, int count, CancellationToken cancellationToken)
    {
        _entries += count;
        return WriteAsync(frames, cancellationToken);
    }

    public ValueTask EndAsync(CancellationToken cancellationToken) =>
        destination.WriteAsync(ExportFrames.End(new ExportSeal(_entries, _length, _hash.GetCurrentHashAsUInt64())), cancellationToken);

    private ValueTask WriteAsync(byte[] frames, CancellationToken cancellationToken)
    {
        _hash.Append(frames);
        _length += frames.Length;
        return destination.WriteAsync(frames, cancellationToken);
    }
}
