using System.IO.Hashing;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage.Tests.Store;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Transfer;

/// <summary>An export says what it holds and is sealed: what was cut anywhere, or put together from others, is not taken for a session.</summary>
public sealed class ExportSealTests
{
    private static readonly SessionId Arriving = new("arriving");

    private readonly ManualClock _clock = new();
    private readonly SessionStore _store;

    public ExportSealTests() => _store = new SessionStore(new MemoryStorage(_clock));

    [Fact]
    public async Task An_export_cut_at_any_frame_or_byte_is_refused_and_nothing_of_it_stored()
    {
        byte[] export = await ExportAsync(12);
        int[] cuts = [.. Frames(export).Select(frame => frame.Offset), .. Enumerable.Range(0, export.Length / 7).Select(i => 7 * i)];
        foreach (int cut in cuts)
        {
            var refused = await Assert.ThrowsAsync<SessionCorruptException>(async () => await ImportAsync(export[..cut], ImportSeal.Required));
            Assert.Contains("arriving", refused.Message, StringComparison.Ordinal);

            // Nor does the word that lets old exports in let in a piece of one that was sealed.
            if (cut > 0)
            {
                await Assert.ThrowsAsync<SessionCorruptException>(async () => await ImportAsync(export[..cut], ImportSeal.Optional));
            }
        }

        Assert.Equal(12, (await ImportAsync(export, ImportSeal.Required)).EntryCount);
    }

    [Fact]
    public async Task An_export_with_a_frame_missing_doubled_or_in_another_place_is_refused()
    {
        byte[] export = await ExportAsync(5);
        byte[][] frames = [.. Frames(export).Select(frame => frame.Bytes)];
        for (int i = 0; i < frames.Length; i++)
        {
            byte[][] without = [.. frames[..i], .. frames[(i + 1)..]];
            byte[][] doubled = [.. frames[..i], frames[i], frames[i], .. frames[(i + 1)..]];
            await RefusedAsync(without);
            await RefusedAsync(doubled);
            for (int j = i + 1; j < frames.Length; j++)
            {
                byte[][] swapped = [.. frames];
                (swapped[i], swapped[j]) = (swapped[j], swapped[i]);
                await RefusedAsync(swapped);
            }
        }

        Assert.Null(await _store.LoadAsync<SessionState>(Arriving));
    }

    [Fact]
    public async Task A_frame_of_another_export_does_not_fit_into_this_one()
    {
        byte[][] frames = [.. Frames(await ExportAsync(5)).Select(frame => frame.Bytes)];
        byte[][] other = [.. Frames(await ExportAsync(5, model: "other")).Select(frame => frame.Bytes)];
        for (int i = 1; i < frames.Length; i++)
        {
            byte[][] mixed = [.. frames];
            mixed[i] = i == frames.Length - 1 ? other[i] : [.. TestCommits.Entry("other")];
            await RefusedAsync(mixed);
        }
    }

    [Fact]
    public async Task More_behind_the_seal_is_refused()
    {
        byte[] export = await ExportAsync(2);

        await RefusedAsync([export, export]);
        await RefusedAsync([export, TestCommits.Entry("more")]);
        await RefusedAsync([export, [0]]);
    }

    [Fact]
    public async Task An_export_of_an_earlier_version_has_no_seal_and_is_read_when_asked_for()
    {
        byte[] sealing = await ExportAsync(3);
        byte[] old = [.. Frames(sealing)[1..^1].SelectMany(frame => frame.Bytes)];

        var refused = await Assert.ThrowsAsync<SessionCorruptException>(async () => await ImportAsync(old, ImportSeal.Required));
        Assert.Contains("no seal", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ImportSeal.Optional", refused.Message, StringComparison.Ordinal);

        SessionImport import = await ImportAsync(old, ImportSeal.Optional);

        Assert.Equal(new SessionImport(Arriving, 3, IsSealed: false), import);
        Assert.Equal(["0", "1", "2"], (await _store.LoadAsync<SessionState>(Arriving))!.State.Messages.Select(message => message.Text));
    }

    [Fact]
    public async Task A_session_keeps_its_times_on_its_way()
    {
        _clock.Now = new DateTimeOffset(2024, 3, 1, 8, 0, 0, TimeSpan.FromHours(2)).AddTicks(1234567);
        Session<SessionState> session = await _store.ConverseAsync(1);
        _clock.Now = new DateTimeOffset(2025, 3, 1, 8, 0, 0, TimeSpan.Zero).AddTicks(7654321);
        session.Append(Conversation.Message(1));
        await session.SaveAsync();
        SessionInfo before = await _store.GetInfoAsync(session.Id);
        using var export = new MemoryStream();
        await _store.ExportAsync(session.Id, export);

        _clock.Now = _clock.Now.AddYears(1);
        SessionImport import = await ImportAsync(export.ToArray(), ImportSeal.Required);

        SessionInfo after = await _store.GetInfoAsync(import.Id);
        Assert.True(import.IsSealed);
        Assert.Equal((before.CreatedAt, before.UpdatedAt), (after.CreatedAt, after.UpdatedAt));
        Assert.NotEqual(before.CreatedAt, before.UpdatedAt);
    }

    [Fact]
    public async Task An_export_names_neither_the_session_nor_its_tenant()
    {
        SessionStore tenant = _store.ForTenant("the-tenant");
        await tenant.ConverseAsync(2, new SessionId("the-session"));
        using var export = new MemoryStream();
        await tenant.ExportAsync(new SessionId("the-session"), export);

        string text = System.Text.Encoding.Latin1.GetString(export.ToArray());
        Assert.DoesNotContain("the-tenant", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the-session", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_has_the_bytes_that_it_had_in_the_first_release_of_its_format()
    {
        byte[] golden = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Transfer", "export-1.fluers"));
        var storage = new MemoryStorage(_clock);
        await using var store = new SessionStore(storage);
        var key = new SessionKey(new SessionId("golden"));
        DateTimeOffset created = new DateTimeOffset(2026, 5, 17, 12, 0, 0, TimeSpan.Zero).AddTicks(1);
        await storage.CommitAsync(TestCommits.Commit(key, 0, "head", "a", "b").With(createdAt: created, updatedAt: created));
        await storage.CommitAsync(TestCommits.Commit(key, 1, null, "c").With(updatedAt: created.AddDays(1)));

        using var export = new MemoryStream();
        await store.ExportAsync(key.Id, export);
        Assert.Equal(Convert.ToHexString(golden), Convert.ToHexString(export.ToArray()));

        var id = new SessionId("imported");
        await store.ImportAsync(id, new MemoryStream(golden));
        var read = new RecordedSession();
        Assert.True(await storage.ReadAsync(new SessionKey(id), EntryRange.All, read));
        Assert.Equal("head", read.Head);
        Assert.Equal(["a", "b", "c"], read.Entries);
        Assert.Equal((created, created.AddDays(1)), (read.Info.CreatedAt, read.Info.UpdatedAt));
    }

    [Fact]
    public async Task A_later_format_that_this_build_may_read_is_read_and_any_other_refused()
    {
        byte[][] frames = [.. Frames(await ExportAsync(2)).Select(frame => frame.Bytes)];
        byte[] start = [.. frames[0]];
        start[FrameHeader.Size] = 0x95;   // an array of five values, of which the last is new
        byte[] later = Seal([.. start, 0xC3], version: 2, minReader: 1);
        byte[][] readable = [later, .. frames[1..^1]];
        await ImportAsync([.. readable.SelectMany(frame => frame), .. End(readable, 2)], ImportSeal.Required);

        byte[][] unreadable = [Seal(later, version: 2, minReader: 2), .. frames[1..^1]];
        var refused = await Assert.ThrowsAsync<SessionCorruptException>(
            async () => await _store.ImportAsync(SessionId.New(), new MemoryStream([.. unreadable.SelectMany(frame => frame), .. End(unreadable, 2)])));
        Assert.Contains("format 2", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(long.MinValue)]
    public async Task Hostile_numbers_in_the_frames_of_an_export_are_refused(long number)
    {
        byte[][] frames = [.. Frames(await ExportAsync(2)).Select(frame => frame.Bytes)];
        byte[] payload = [0x94, 0xD3, .. BitConverter.GetBytes(number).Reverse(), 0x01, .. frames[0][(FrameHeader.Size + 3)..]];

        await RefusedAsync([Seal([.. frames[0][..FrameHeader.Size], .. payload], 1, 1), .. frames[1..]]);
        await RefusedAsync([Seal([.. frames[0][..FrameHeader.Size], 0x94, 1, 1, 0xC0, 0xC0], 1, 1), .. frames[1..]]);
        await RefusedAsync([Seal([.. frames[0][..FrameHeader.Size], 0x90], 1, 1), .. frames[1..]]);
        await RefusedAsync([Seal(frames[0][..FrameHeader.Size], 1, 1), .. frames[1..]]);
    }

    [Fact]
    public async Task No_storage_takes_the_frames_of_an_export()
    {
        byte[] start = Frames(await ExportAsync(0))[0].Bytes;
        var storage = new MemoryStorage();
        SessionCommit commit = TestCommits.Commit(new SessionKey(Arriving), 0, "h", "a");

        await Assert.ThrowsAsync<ArgumentException>(async () => await storage.CommitAsync(commit.With(head: start)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await storage.CommitAsync(commit.With(entries: start)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await storage.CommitAsync(commit.With(head: TestCommits.Entry("a"))));
        await Assert.ThrowsAsync<ArgumentException>(async () => await storage.CommitAsync(commit.With(entries: TestCommits.Head("h"))));
        Assert.Null(await storage.GetInfoAsync(commit.Key));
    }

    private async Task<byte[]> ExportAsync(int messages, string model = "m")
    {
        Session<SessionState> session = await _store.CreateAsync(
            Conversation.State(model) with { Messages = [.. Enumerable.Range(0, messages).Select(Conversation.Message)] });
        using var export = new MemoryStream();
        await _store.ExportAsync(session.Id, export);
        return export.ToArray();
    }

    private ValueTask<SessionImport> ImportAsync(byte[] export, ImportSeal seal) => _store.ImportAsync(Arriving, new MemoryStream(export), seal);

    private async Task RefusedAsync(byte[][] frames) => await Assert.ThrowsAsync<SessionCorruptException>(
        async () => await ImportAsync([.. frames.SelectMany(frame => frame)], ImportSeal.Required));

    private static List<(int Offset, byte[] Bytes)> Frames(byte[] export)
    {
        var frames = new List<(int, byte[])>();
        for (var reader = new FrameReader(export); reader.MoveNext();)
        {
            frames.Add((reader.Offset, reader.Frame.ToArray()));
        }

        return frames;
    }

    private static byte[] Seal(byte[] frame, int version, int minReader)
    {
        FrameHeader header = FrameHeader.Parse(frame);
        byte[] sealing = [.. frame];
        (header with { Version = version, MinReader = minReader }).Seal(sealing);
        return sealing;
    }

    /// <summary>The seal of frames, written from what <c>docs/wire-format.md</c> says.</summary>
    private static byte[] End(byte[][] frames, byte entries)
    {
        byte[] before = [.. frames.SelectMany(frame => frame)];
        byte[] end =
        [
            .. new byte[FrameHeader.Size], 0x93, entries,
            0xD3, .. BitConverter.GetBytes((long)before.Length).Reverse(),
            0xCF, .. BitConverter.GetBytes(XxHash3.HashToUInt64(before)).Reverse(),
        ];
        new FrameHeader { Kind = FrameKind.ExportEnd, SchemaHash = FrameHeader.HashOf("fluers/export"), Version = 1, MinReader = 1 }.Seal(end);
        return end;
    }
}
