using System.Text;
using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Storage.Tests.Store;

/// <summary>A session travels as its frames, from any storage to any other, and arrives equal.</summary>
public sealed class TransferTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SessionStore _memory = new(new MemoryStorage());

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(700)]
    public async Task An_exported_session_is_imported_equal_into_another_storage(int messages)
    {
        Session<SessionState> source = await _memory.ConverseAsync(messages);
        await using var files = new SessionStore(FileStorage.Open(_folder.File("sessions")));
        using var frames = new MemoryStream();

        await _memory.ExportAsync(source.Id, frames);
        frames.Position = 0;
        await files.ImportAsync(source.Id, frames);

        Session<SessionState> arrived = (await files.LoadAsync<SessionState>(source.Id))!;
        Assert.Equal(source.State, arrived.State);
        Assert.Equal(1, arrived.Revision);
    }

    [Fact]
    public async Task An_export_is_a_head_and_its_entries_between_what_it_holds_and_its_seal()
    {
        Session<SessionState> source = await _memory.ConverseAsync(3);

        byte[] frames = await ExportAsync(source.Id);

        var kinds = new List<FrameKind>();
        for (var reader = new FrameReader(frames); reader.MoveNext();)
        {
            kinds.Add(reader.Header.Kind);
        }

        Assert.Equal([FrameKind.ExportStart, FrameKind.Head, FrameKind.Entry, FrameKind.Entry, FrameKind.Entry, FrameKind.ExportEnd], kinds);
    }

    [Fact]
    public async Task An_export_beside_a_writer_is_of_one_revision()
    {
        Session<SessionState> source = await _memory.ConverseAsync(600);
        using var slow = new InterruptedStream(async () =>
        {
            source.Update(state => state with { Model = "changed" });
            source.Append(Conversation.Message(600));
            await source.SaveAsync();
        });

        await _memory.ExportAsync(source.Id, slow);

        SessionId copy = await _memory.ImportAsync(new MemoryStream(slow.ToArray()));
        SessionState state = (await _memory.LoadAsync<SessionState>(copy))!.State;
        Assert.Equal(("m", 600), (state.Model, state.Messages.Count));
    }

    [Fact]
    public async Task A_session_imported_without_an_id_gets_one_of_its_own()
    {
        Session<SessionState> source = await _memory.ConverseAsync(2);

        SessionId copy = await _memory.ImportAsync(new MemoryStream(await ExportAsync(source.Id)));

        Assert.NotEqual(source.Id, copy);
        Assert.Equal(source.State, (await _memory.LoadAsync<SessionState>(copy))!.State);
    }

    [Fact]
    public async Task An_import_takes_the_place_of_no_session_and_of_no_deleted_one()
    {
        Session<SessionState> source = await _memory.ConverseAsync(2);
        byte[] frames = await ExportAsync(source.Id);

        await Assert.ThrowsAsync<SessionConflictException>(async () => await _memory.ImportAsync(source.Id, new MemoryStream(frames)));

        await _memory.DeleteAsync(source.Id);
        var refused = await Assert.ThrowsAsync<SessionNotFoundException>(async () => await _memory.ImportAsync(source.Id, new MemoryStream(frames)));
        Assert.True(refused.Deleted);
    }

    [Fact]
    public async Task What_is_no_whole_session_is_refused_and_nothing_of_it_stored()
    {
        Session<SessionState> source = await _memory.ConverseAsync(2);
        byte[] frames = await ExportAsync(source.Id);
        int head = FrameHeader.Parse(frames).FrameLength;
        byte[] flipped = [.. frames];
        flipped[^1] ^= 1;
        var id = new SessionId("imported");
        foreach (byte[] bad in new byte[][] { [], frames[..^1], frames[head..], [.. frames, .. frames], flipped, Encoding.UTF8.GetBytes("no frames at all, but long enough") })
        {
            var refused = await Assert.ThrowsAsync<SessionCorruptException>(async () => await _memory.ImportAsync(id, new MemoryStream(bad)));
            Assert.Contains("imported", refused.Message, StringComparison.Ordinal);
        }

        Assert.Null(await _memory.LoadAsync<SessionState>(id));
    }

    [Fact]
    public async Task What_does_not_exist_cannot_be_exported()
    {
        using var frames = new MemoryStream();
        await Assert.ThrowsAsync<SessionNotFoundException>(async () => await _memory.ExportAsync(SessionId.New(), frames));
        Assert.Equal(0, frames.Length);
    }

    [Fact]
    public async Task All_sessions_of_a_store_are_moved_by_a_listing_in_the_order_of_their_updates()
    {
        string[] ids = [.. Enumerable.Range(0, 30).Select(i => $"session-{i}")];
        foreach (string id in ids)
        {
            await _memory.ConverseAsync(2, new SessionId(id));
        }

        await using var files = new SessionStore(FileStorage.Open(_folder.File("sessions")));
        await foreach (SessionInfo info in _memory.ListAsync(new SessionQuery { Order = SessionOrder.LatestLast, PageSize = 7 }))
        {
            await files.ImportAsync(info.Id, new MemoryStream(await ExportAsync(info.Id)));
        }

        Assert.Equal(ids.Reverse(), (await files.ListAsync().ToListAsync()).Select(info => info.Id.Value));
    }

    private async Task<byte[]> ExportAsync(SessionId id)
    {
        using var frames = new MemoryStream();
        await _memory.ExportAsync(id, frames);
        return frames.ToArray();
    }
}
