using Fluers.Sdk.Frames;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Transfer;

/// <summary>Lengths beyond what a number of 32 bits holds. The sessions are one frame, shown again and again.</summary>
public sealed class HugeSessionTests
{
    private const int FrameLength = 9 * 1024 * 1024;
    private const long Entries = (int.MaxValue / FrameLength) + 2;

    [Fact]
    public async Task A_session_beyond_two_gibibytes_is_exported_forked_and_imported_in_pieces()
    {
        byte[] frame = TestCommits.Entry(new byte[FrameLength]);
        await using var huge = new RepeatingStorage(frame, Entries);
        await using var store = new SessionStore(huge);
        var destination = new CountingStream();

        await store.ExportAsync(RepeatingStorage.Id, destination);
        Assert.Equal(Entries * frame.Length, destination.OfEntries(frame.Length));

        await store.ForkAsync(RepeatingStorage.Id, Entries);
        Assert.Equal(Entries, huge.StoredEntries);
        Assert.True(huge.Commits.Count > 1);
        Assert.All(huge.Commits, commit => Assert.True(commit.Entries <= 256L * 1024 * 1024 + frame.Length, $"{commit.Entries} bytes in one commit."));
        Assert.Equal([.. Enumerable.Range(0, huge.Commits.Count)], huge.Commits.Select(commit => (int)commit.ExpectedRevision));
        Assert.Equal("h", huge.LastHead);
    }

    /// <summary>A session that says how long it is, and gives the same frame for each entry; what is written to it is counted and forgotten.</summary>
    private sealed class RepeatingStorage(byte[] frame, long entries) : ISessionStorage
    {
        public static readonly SessionId Id = new("huge");

        private static readonly Guid Last = Guid.CreateVersion7();

        public List<(long ExpectedRevision, long Entries)> Commits { get; } = [];

        public long StoredEntries { get; private set; }

        public string LastHead { get; private set; } = "";

        public ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
        {
            Commits.Add((commit.ExpectedRevision, commit.Entries.Length));
            StoredEntries += commit.EntryCount;
            LastHead = commit.Head.IsEmpty ? LastHead : System.Text.Encoding.UTF8.GetString(commit.Head.Span[FrameHeader.Size..]);
            return ValueTask.FromResult(new CommitOutcome(CommitStatus.Committed, Commits.Count, StoredEntries));
        }

        public ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default)
        {
            sink.OnHead(Info(key), TestCommits.Head("h"));
            for (long entry = range.From; entry < range.EndIn(entries); entry++)
            {
                sink.OnEntries(entry, frame);
            }

            return ValueTask.FromResult(true);
        }

        public ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<StoredSessionInfo?>(Info(key));

        public ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new StoredSessionPage([], null));

        public ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(CommitRecall.Known);

        public ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default) => ValueTask.FromResult(false);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private StoredSessionInfo Info(SessionKey key) => new()
        {
            Key = key,
            Revision = 7,
            LastCommit = Last,
            EntryCount = entries,
            SchemaHash = TestCommits.HeadHash,
            SchemaVersion = TestCommits.HeadVersion,
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };
    }

    /// <summary>Counts what is written, and how much of it comes in pieces of one length.</summary>
    private sealed class CountingStream : Stream
    {
        private readonly Dictionary<int, long> _writes = [];

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _writes.Sum(write => write.Key * write.Value);

        public override long Position { get => Length; set => throw new NotSupportedException(); }

        public long OfEntries(int length) => _writes[length] * length;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _writes[buffer.Length] = _writes.GetValueOrDefault(buffer.Length) + 1;
            return ValueTask.CompletedTask;
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
