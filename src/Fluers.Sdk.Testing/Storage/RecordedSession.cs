using System.Text;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>Keeps what a storage reads, and holds the storage to what it promises a sink.</summary>
public sealed class RecordedSession : IFrameSink
{
    private StoredSessionInfo? _info;

    public StoredSessionInfo Info => _info ?? throw new InvalidOperationException("Nothing was read.");

    public bool WasCalled => _info is not null;

    public string Head { get; private set; } = "";

    public List<string> Entries { get; } = [];

    /// <summary>The sequence number of the first entry that was read; -1 when there was none.</summary>
    public long First { get; private set; } = -1;

    public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head)
    {
        Assert.Null(_info);
        _info = info;
        Assert.Equal(FrameKind.Head, FrameReader.Single(head).Kind);
        Head = Encoding.UTF8.GetString(head[FrameHeader.Size..]);
    }

    public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames)
    {
        Assert.NotNull(_info);
        First = First < 0 ? firstEntry : First;
        Assert.Equal(First + Entries.Count, firstEntry);
        int before = Entries.Count;
        for (var reader = new FrameReader(frames); reader.MoveNext();)
        {
            Entries.Add(Encoding.UTF8.GetString(reader.Payload));
        }

        Assert.True(Entries.Count > before, "A block of entries holds at least one.");
    }
}
