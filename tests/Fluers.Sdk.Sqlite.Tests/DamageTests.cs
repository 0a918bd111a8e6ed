using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>Damage is detected, confined to its session, and never repaired by dropping what was acknowledged.</summary>
public sealed class DamageTests : IAsyncLifetime
{
    private const int Length = 150;

    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        await storage.FillAsync(Stored.Key, Enumerable.Repeat(1, Length));
        await storage.FillAsync(Stored.Neighbour, Enumerable.Repeat(1, Length));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_flipped_bit_in_a_head_is_reported()
    {
        byte[] head = Sql.Query<byte[]>(_folder.Database, "SELECT frame FROM heads WHERE session = 1");
        for (int bit = 0; bit < head.Length * 8; bit++)
        {
            Replace("UPDATE heads SET frame = $bytes WHERE session = 1", Flipped(head, bit));
            await AssertDamaged<SessionCorruptException>();
        }
    }

    [Fact]
    public async Task A_flipped_bit_in_an_entry_is_reported()
    {
        byte[] frames = Sql.Query<byte[]>(_folder.Database, "SELECT frames FROM segments ORDER BY place LIMIT 1");
        for (int bit = 0; bit < frames.Length * 8; bit += 37)
        {
            Replace("UPDATE segments SET frames = $bytes WHERE place = (SELECT min(place) FROM segments)", Flipped(frames, bit));
            await AssertDamaged<SessionCorruptException>();
        }
    }

    [Fact]
    public async Task A_flipped_bit_never_gives_another_entry_than_the_one_asked_for()
    {
        byte[] frames = Sql.Query<byte[]>(_folder.Database, "SELECT frames FROM segments ORDER BY place LIMIT 1");
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        for (int bit = 0; bit < 31 * 8 * 4; bit++)
        {
            Replace("UPDATE segments SET frames = $bytes WHERE place = (SELECT min(place) FROM segments)", Flipped(frames, bit));
            foreach (int entry in new[] { 0, 1, 2, 3, 4, 5, 30 })
            {
                try
                {
                    Assert.Equal([$"{entry}"], (await storage.ReadAsync(Stored.Key, new EntryRange(entry, 1))).Entries);
                }
                catch (SessionCorruptException)
                {
                    // Reported: as good as read.
                }
            }
        }
    }

    [Fact]
    public async Task A_frame_length_that_reaches_to_the_end_of_another_frame_never_shifts_the_log()
    {
        // Entries of one length, so that a length of two frames is a frame boundary again.
        byte[] frames = Sql.Query<byte[]>(_folder.Database, "SELECT frames FROM segments ORDER BY place LIMIT 1");
        frames[20] += 30;
        Replace("UPDATE segments SET frames = $bytes WHERE place = (SELECT min(place) FROM segments)", frames);

        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.ReadAsync(Stored.Key, new EntryRange(2, 1)));
    }

    [Theory]
    [InlineData("DELETE FROM segments WHERE place = (SELECT min(place) FROM segments)")]
    [InlineData("DELETE FROM segments WHERE place = (SELECT max(place) FROM segments WHERE place < (2 << 32))")]
    [InlineData("DELETE FROM segments WHERE place < (2 << 32)")]
    [InlineData("DELETE FROM tail WHERE key = (SELECT max(key) FROM tail WHERE session = 1)")]
    [InlineData("DELETE FROM tail WHERE key = (SELECT min(key) FROM tail WHERE session = 1)")]
    [InlineData("DELETE FROM tail WHERE session = 1")]
    [InlineData("UPDATE tail SET frames = x'' WHERE key = (SELECT min(key) FROM tail WHERE session = 1)")]
    [InlineData("UPDATE tail SET entries = 0 WHERE key = (SELECT min(key) FROM tail WHERE session = 1)")]
    [InlineData("UPDATE tail SET first = first + 1 WHERE key = (SELECT max(key) FROM tail WHERE session = 1)")]
    [InlineData("UPDATE tail SET session = 2 WHERE key = (SELECT max(key) - 1 FROM tail WHERE session = 1)")]
    [InlineData("UPDATE segments SET frames = x'' WHERE place = (SELECT min(place) FROM segments)")]
    [InlineData("UPDATE segments SET entries = entries + 1 WHERE place = (SELECT min(place) FROM segments)")]
    [InlineData("UPDATE segments SET entries = 0 WHERE place = (SELECT min(place) FROM segments)")]
    public async Task Entries_that_are_missing_are_reported_and_not_skipped(string sql)
    {
        Sql.Execute(_folder.Database, sql);

        await AssertDamaged<SessionCorruptException>();
    }

    [Fact]
    public async Task A_missing_head_is_reported()
    {
        Sql.Execute(_folder.Database, "DELETE FROM heads WHERE session = 1");

        await AssertDamaged<SessionCorruptException>();
    }

    [Theory]
    [InlineData("DELETE FROM tail WHERE key = (SELECT max(key) - 1 FROM tail WHERE session = 1)", 1)]
    [InlineData("DELETE FROM tail WHERE key = (SELECT max(key) - 1 FROM tail WHERE session = 1)", 5_000)]
    [InlineData("UPDATE tail SET frames = x'' WHERE key = (SELECT max(key) - 1 FROM tail WHERE session = 1)", 1)]
    [InlineData("UPDATE tail SET frames = zeroblob(40) WHERE key = (SELECT max(key) - 1 FROM tail WHERE session = 1)", 20_000)]
    public async Task A_damaged_entry_stays_damaged_while_the_log_grows_and_hurts_none_beside_it(string sql, int length)
    {
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        Sql.Execute(_folder.Database, sql);
        string[] added = [.. Enumerable.Range(0, 130).Select(i => new string('x', length) + i)];
        for (int i = 0; i < added.Length; i++)
        {
            await storage.CommitAsync(TestCommits.Commit(Stored.Key, Length + i, null, added[i]));
        }

        await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.ReadAsync(Stored.Key));
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.ReadAsync(Stored.Key, new EntryRange(Length - 2, 1)));
        Assert.Equal([$"{Length - 1}", .. added], (await storage.ReadAsync(Stored.Key, new EntryRange(Length - 1, 1000))).Entries);
        Assert.Equal(Stored.Numbers(0, Length - 2), (await storage.ReadAsync(Stored.Key, new EntryRange(0, Length - 2))).Entries);
        Assert.Equal(Stored.Numbers(0, Length), (await storage.ReadAsync(Stored.Neighbour)).Entries);
    }

    [Theory]
    [InlineData("UPDATE tail SET previous = 0 WHERE key = (SELECT max(key) - 2 FROM tail WHERE session = 1)")]
    [InlineData("UPDATE tail SET previous = previous - 1 WHERE key = (SELECT max(key) - 2 FROM tail WHERE session = 1)")]
    [InlineData("UPDATE tail SET previous = key WHERE key = (SELECT max(key) - 2 FROM tail WHERE session = 1)")]
    [InlineData("UPDATE tail SET previous = 1 << 40 WHERE session = 1")]
    [InlineData("UPDATE tail SET previous = -1 WHERE session = 1")]
    [InlineData("UPDATE sessions SET tail_last = (SELECT max(key) FROM tail WHERE session = 2) WHERE key = 1")]
    [InlineData("UPDATE sessions SET tail_last = 0 WHERE key = 1")]
    [InlineData("UPDATE sessions SET tail_rows = 0 WHERE key = 1")]
    [InlineData("UPDATE sessions SET tail_rows = 1 << 40 WHERE key = 1")]
    public async Task Entries_are_found_though_the_rows_do_not_lead_to_them(string sql)
    {
        Sql.Execute(_folder.Database, sql);
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        for (int length = Length; length < Length + 130; length++)
        {
            Assert.Equal(Stored.Numbers(0, length), (await storage.ReadAsync(Stored.Key)).Entries);
            await storage.CommitAsync(TestCommits.Commit(Stored.Key, length, null, $"{length}"));
        }

        Assert.Equal(Stored.Numbers(0, Length), (await storage.ReadAsync(Stored.Neighbour)).Entries);
    }

    [Theory]
    [InlineData("UPDATE tail SET previous = 0")]
    [InlineData("UPDATE tail SET first = 0 WHERE key = (SELECT max(key) - 1 FROM tail WHERE session = 1)")]
    [InlineData("DELETE FROM tail WHERE key = (SELECT max(key) FROM tail WHERE session = 1)")]
    [InlineData("UPDATE commits SET previous = NULL")]
    [InlineData("UPDATE commits SET previous = x'00'")]
    [InlineData("UPDATE commits SET previous = zeroblob(16)")]
    [InlineData("DELETE FROM commits WHERE revision = 40")]
    [InlineData("UPDATE sessions SET tail_last = 0, last_commit = NULL")]
    [InlineData("UPDATE sessions SET revision = 20")]
    public async Task Nothing_is_left_of_a_deleted_session_though_its_rows_do_not_lead_to_each_other(string sql)
    {
        Sql.Execute(_folder.Database, sql);
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        Assert.True(await storage.DeleteAsync(Stored.Key));

        Assert.Equal(0, Sql.Number(_folder.Database, "SELECT (SELECT count(*) FROM tail WHERE session = 1) + (SELECT count(*) FROM commits WHERE session = 1)"));
        Assert.Equal(0, Sql.Number(_folder.Database, "SELECT (SELECT count(*) FROM segments WHERE place < (2 << 32)) + (SELECT count(*) FROM heads WHERE session = 1)"));
        Assert.NotEqual(0, Sql.Number(_folder.Database, "SELECT count(*) FROM tail WHERE session = 2"));
    }

    [Fact]
    public async Task Damage_to_the_structure_of_the_file_is_a_storage_error_or_confined()
    {
        byte[] good = File.ReadAllBytes(_folder.Database);
        int pageSize = (good[16] << 8) | good[17];
        for (int page = 1; page < good.Length / pageSize; page++)
        {
            byte[] bad = [.. good];
            bad.AsSpan((page * pageSize) + 1, 60).Fill(0x5A);
            File.WriteAllBytes(_folder.Database, bad);
            try
            {
                await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
                foreach (SessionKey key in new[] { Stored.Key, Stored.Neighbour })
                {
                    try
                    {
                        var read = new RecordedSession();
                        if (await storage.ReadAsync(key, EntryRange.All, read))
                        {
                            Assert.Equal(Stored.Numbers(0, Length), read.Entries);
                        }
                    }
                    catch (SessionException)
                    {
                        // Reported, and as what it is.
                    }
                }
            }
            catch (SessionStorageException)
            {
                // Reported on opening.
            }
        }
    }

    /// <summary>The session is reported as damaged, its neighbour is whole, and both are listed.</summary>
    private async Task AssertDamaged<TException>()
        where TException : Exception
    {
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        await Assert.ThrowsAsync<TException>(async () => await storage.ReadAsync(Stored.Key));
        Assert.Equal(Stored.Numbers(0, Length), (await storage.ReadAsync(Stored.Neighbour)).Entries);
        StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        Assert.Equal([false, true], page.Sessions.Select(session => session.Damage is not null));
        Assert.Equal(Length, (await storage.GetInfoAsync(Stored.Key))!.EntryCount);
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    private void Replace(string sql, byte[] bytes)
    {
        using SqliteConnection connection = Sql.Open(_folder.Database);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$bytes", bytes);
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
