using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Tests.Sessions;

/// <summary>Damage in the storage is reported with the session that it is in, and stays there.</summary>
public class DamageTests
{
    private readonly ProbeStorage _storage = new();
    private readonly SessionStore _store;

    public DamageTests() => _store = new SessionStore(_storage).ForTenant("acme");

    [Fact]
    public async Task A_damaged_head_is_reported_with_its_session()
    {
        SessionId id = await Stored();
        _storage.DamageHead = head => head[^1] ^= 1;

        await Reports(id, "checksum", async () => await _store.LoadAsync<Book>(id));
        await Reports(id, "checksum", async () => await _store.TryLoadAsync<Book>(id));
        await Reports(id, "checksum", async () => await _store.ForkAsync(id, 0));
    }

    [Fact]
    public async Task A_damaged_entry_is_reported_with_its_session()
    {
        SessionId id = await Stored();
        _storage.DamageEntries = (first, frames) => frames[^1] ^= (byte)(first == 1 ? 1 : 0);

        await Reports(id, "checksum", async () => await _store.LoadAsync<Book>(id));
        await Reports(id, "checksum", async () => await _store.ReadAsync<Entry>(id).ToListAsync());
        await Reports(id, "checksum", async () => await _store.ForkAsync(id, 3));
        Assert.Equal("a", Assert.Single(await _store.ReadAsync<Entry>(id, 0, 1).ToListAsync()).Text);
        Assert.Equal("c", Assert.Single(await _store.ReadAsync<Entry>(id, 2).ToListAsync()).Text);
    }

    [Fact]
    public async Task An_intact_entry_of_another_shape_is_no_damage_and_says_how_it_came_about()
    {
        SessionId id = await Stored();
        _storage.DamageEntries = (_, frames) =>
        {
            frames[FrameHeader.Size + 1] = 0x07;
            FrameHeader.Parse(frames).Seal(frames);
        };

        SessionSchemaException e = await Refuses(id, async () => await _store.LoadAsync<Book>(id));

        Assert.Equal(("note", 1, 1), (e.SchemaId, e.FoundVersion, e.CurrentVersion));
        Assert.Equal(
            $"Session 'acme/{id}', entry 0, of schema 'note' version 1 does not have the shape that this build has for it at Text (key 0), byte 1: expected text, found an integer. "
            + "The checksum fits, so nothing is damaged: a build with another shape of version 1 wrote it. Read it with that build, or give the code that shape back and make the change in the next version. "
            + "Once a version is published (dotnet build -t:PublishSchemas), the compiler refuses such a change. Nothing was changed.",
            e.Message);
        Assert.Equal("Text (key 0)", Assert.IsType<SessionCorruptException>(e.InnerException).Path);
        await Refuses(id, async () => await _store.ReadAsync<Entry>(id).ToListAsync());
        Assert.Equal(SchemaVerdict.OtherShape, (await _store.TryLoadAsync<Book>(id)).Verdict);
    }

    [Fact]
    public async Task An_intact_head_of_another_shape_is_no_damage()
    {
        SessionId id = await Stored();
        _storage.DamageHead = head =>
        {
            head[^1] = 0xC2;
            FrameHeader.Parse(head).Seal(head);
        };

        SessionSchemaException e = await Refuses(id, async () => await _store.LoadAsync<Book>(id));

        Assert.Equal("notebook", e.SchemaId);
        Assert.Contains(" at Pages (key 1), byte ", e.Message);
        Assert.Equal(SchemaVerdict.OtherShape, (await _store.TryLoadAsync<Book>(id)).Verdict);
    }

    [Fact]
    public async Task A_gap_in_the_log_is_reported()
    {
        SessionId id = await Stored();
        _storage.Shift = 1;

        await Reports(id, "entry 0 is missing, the next one stored is 1", async () => await _store.LoadAsync<Book>(id));
    }

    [Theory]
    [InlineData(true, "the head is a frame of kind Entry")]
    [InlineData(false, "the frame is of kind Head")]
    public async Task A_frame_of_the_wrong_kind_is_reported(bool head, string reason)
    {
        SessionId id = await Stored();
        if (head)
        {
            _storage.DamageHead = frame => (FrameHeader.Parse(frame) with { Kind = FrameKind.Entry }).Seal(frame);
        }
        else
        {
            _storage.DamageEntries = (_, frame) => (FrameHeader.Parse(frame) with { Kind = FrameKind.Head }).Seal(frame);
        }

        await Reports(id, reason, async () => await _store.LoadAsync<Book>(id));
    }

    [Fact]
    public async Task A_refresh_that_meets_damage_leaves_the_session_as_it_was()
    {
        Session<Book> session = (await _store.LoadAsync<Book>(await Stored()))!;
        session.AppendEntry(new Entry("d"));
        _storage.DamageHead = head => head[^1] ^= 1;

        await Reports(session.Id, "checksum", async () => await session.RefreshAsync());

        Assert.Equal(4, session.State.Notes.Count);
        _storage.DamageHead = null;
        await session.SaveAsync();
        Assert.Equal(2, session.Revision);
    }

    [Fact]
    public async Task A_damaged_session_is_listed_with_the_others_and_deleted()
    {
        SessionId id = await Stored();
        _storage.DamageHead = head => head[0] = 0;

        Assert.Equal(id, Assert.Single(await _store.ListAsync().ToListAsync()).Id);
        await _store.DeleteAsync(id);
        Assert.Empty(await _store.ListAsync().ToListAsync());
    }

    private async Task<SessionId> Stored() =>
        (await _store.CreateAsync(new Book { Title = "t", Notes = [new Entry("a"), new Entry("b"), new Entry("c")] })).Id;

    private static async Task<SessionSchemaException> Refuses(SessionId id, Func<Task> operation)
    {
        var e = await Assert.ThrowsAsync<SessionSchemaException>(operation);
        Assert.Equal((SchemaVerdict.OtherShape, new SessionKey("acme", id)), (e.Verdict, e.Session));
        return e;
    }

    private static async Task<SessionCorruptException> Reports(SessionId id, string reason, Func<Task> operation)
    {
        var e = await Assert.ThrowsAsync<SessionCorruptException>(operation);
        Assert.Equal(new SessionKey("acme", id), e.Session);
        Assert.Contains(reason, e.Reason);
        Assert.StartsWith($"Session 'acme/{id}'", e.Message);
        return e;
    }
}
