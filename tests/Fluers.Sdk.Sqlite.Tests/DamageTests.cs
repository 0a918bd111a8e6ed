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
    [InlineData("DELETE FROM tail WHERE key = (SELECT min(key) FROM tail WHERE session = 1)")]
    [InlineData("UPDATE commits SET previous = NULL")]
    [InlineData("UPDATE commits SET previous = x'00'")]
    [InlineData("UPDATE commits SET previous = zeroblob(16)")]
    [InlineData("DELETE FROM commits WHERE revision = 40")]
    [InlineData("UPDATE sessions SET tail_last = 0, last_commit = NULL")]
    [InlineData("UPDATE sessions SET revision = 20")]
    [InlineData("UPDATE sessions SET id = 'another' WHERE key = 1")]
    [InlineData("UPDATE sessions SET name = 0 WHERE key = 1")]
    [InlineData("UPDATE sessions SET deleted = 1 WHERE key = 1")]
    [InlineData("UPDATE sessions SET created_at = 1 << 62, updated_at = -1 WHERE key = 1")]
    public async Task Nothing_is_left_of_a_deleted_session_though_its_rows_do_not_lead_to_each_other(string sql)
    {
        Sql.Execute(_folder.Database, sql);
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        Assert.True(await storage.DeleteAsync(Stored.Key));

        Assert.Equal(0, Sql.Number(_folder.Database, "SELECT (SELECT count(*) FROM tail WHERE session = 1) + (SELECT count(*) FROM commits WHERE session = 1)"));
        Assert.Equal(0, Sql.Number(_folder.Database, "SELECT (SELECT count(*) FROM segments WHERE place < (2 << 32)) + (SELECT count(*) FROM heads WHERE session = 1)"));
        Assert.NotEqual(0, Sql.Number(_folder.Database, "SELECT count(*) FROM tail WHERE session = 2"));
    }

    [Theory]
    [InlineData("UPDATE sessions SET tail_last = (SELECT max(key) FROM tail WHERE session = 2) WHERE key = 1")]
    [InlineData("UPDATE sessions SET tail_rows = 1 << 40 WHERE key = 1")]
    [InlineData("UPDATE sessions SET entry_count = entry_count - 1 WHERE key = 1")]
    [InlineData("UPDATE sessions SET revision = 7 WHERE key = 1")]
    [InlineData("UPDATE sessions SET deleted = 1 WHERE key = 1")]
    [InlineData("UPDATE sessions SET updates = -1 WHERE key = 1")]
    [InlineData("UPDATE sessions SET updates = (1 << 62) - 1 WHERE key = 1")]
    [InlineData("UPDATE sessions SET updates = 9223372036854775807 WHERE key = 1")]
    [InlineData("UPDATE sessions SET key = 2147483647 WHERE key = 1")]
    [InlineData("UPDATE sessions SET key = 1 << 40 WHERE key = 1")]
    [InlineData("UPDATE heads SET session = 1 << 30 WHERE session = 1")]
    [InlineData("UPDATE heads SET frame = (SELECT frame FROM heads WHERE session = 2) WHERE session = 1")]
    public async Task A_damaged_row_is_reported_and_hinders_no_other_session(string sql)
    {
        Replace("UPDATE heads SET frame = $bytes WHERE session = 2", TestCommits.Head("another head"));
        Sql.Execute(_folder.Database, sql);
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.ReadAsync(Stored.Key));
        StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        Assert.NotNull(page.Sessions.Single(session => session.Key == Stored.Key).Damage);

        for (int i = 0; i < 3; i++)
        {
            var key = new SessionKey(new SessionId($"new-{i}"));
            await storage.FillAsync(key, 1, 2);
            Assert.Equal(Stored.Numbers(0, 3), (await storage.ReadAsync(key)).Entries);
        }

        Assert.True(await storage.DeleteAsync(Stored.Key));
        Assert.Null(await storage.GetInfoAsync(Stored.Key));
        Assert.Equal(CommitStatus.Deleted, (await storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "h"))).Status);
    }

    [Fact]
    public async Task A_session_whose_damaged_row_says_another_id_is_not_created_anew()
    {
        Sql.Execute(_folder.Database, "UPDATE sessions SET id = 'sess/ion' WHERE key = 1");
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);

        await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "again")));
        StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        Assert.NotNull(page.Sessions.Single(session => session.Key.Id.Value == "sess_ion").Damage);
        Assert.Equal(Stored.Numbers(0, Length), (await storage.ReadAsync(Stored.Neighbour)).Entries);
    }

    [Fact]
    public async Task Sealed_numbers_that_no_session_has_are_damage_of_that_session_alone()
    {
        foreach ((string column, long value) in new[]
        {
            ("revision", -1L), ("revision", 0), ("entry_count", -7), ("entry_count", long.MaxValue), ("tail_from", -1), ("tail_from", 1 << 20), ("tail_rows", -1),
            ("schema_version", 1L << 40), ("created_at", long.MaxValue), ("updated_at", -1), ("forgotten", 1L << 40),
        })
        {
            SqliteReseal.Change(_folder.Database, Stored.Key, column, value);
            await AssertRowDamaged();
            SqliteReseal.Restore(_folder.Database, Stored.Key);
        }

        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        Assert.Equal(Stored.Numbers(0, Length), (await storage.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_listing_that_a_damaged_index_would_cut_short_is_an_error()
    {
        // The index says other things than the table, as damage to its page alone does.
        await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database))
        {
            for (int i = 0; i < 5; i++)
            {
                await storage.FillAsync(new SessionKey(new SessionId($"s{i}")), 1);
            }
        }

        Sql.Execute(_folder.Database, "VACUUM");   // so that the index has nothing of earlier entries between those that count
        byte[] file = File.ReadAllBytes(_folder.Database);
        long root = Sql.Number(_folder.Database, "SELECT rootpage FROM sqlite_master WHERE name = 'sessions_by_update'");
        int pageSize = (int)Sql.Number(_folder.Database, "PRAGMA page_size");
        int found = 0;
        byte[] tenant = "default"u8.ToArray();
        for (int at = (int)(root - 1) * pageSize; (at = IndexOf(file, tenant, at)) >= 0 && at < root * pageSize; at++)
        {
            if (++found == 4)
            {
                file[at + 6] ^= 1;   // defaulu, in the middle of the others
            }
        }

        Assert.True(found >= 7);
        File.WriteAllBytes(_folder.Database, file);
        await using SqliteStorage damaged = SqliteStorage.Open(_folder.Database);
        foreach (SessionOrder order in new[] { SessionOrder.LatestFirst, SessionOrder.LatestLast })
        {
            await Assert.ThrowsAsync<SessionStorageException>(async () =>
                await damaged.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, Order = order }));
        }

        Assert.Equal(Stored.Numbers(0, Length), (await damaged.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task An_entry_of_the_index_that_leads_to_another_session_deletes_none()
    {
        // The names of both have one length: the row of the one is found under the name of the other.
        await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database))
        {
            await storage.FillAsync(new SessionKey(new SessionId("one")), 1);
            await storage.FillAsync(new SessionKey(new SessionId("two")), 2);
        }

        Sql.Execute(_folder.Database, "VACUUM");   // so that the index has nothing of earlier entries between those that count
        byte[] file = File.ReadAllBytes(_folder.Database);
        long root = Sql.Number(_folder.Database, "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_sessions_1'");
        int pageSize = (int)Sql.Number(_folder.Database, "PRAGMA page_size");
        int entry = IndexOf(file, "defaultone"u8.ToArray(), (int)(root - 1) * pageSize);
        Assert.InRange(entry, (root - 1) * pageSize, root * pageSize);
        Assert.Equal(3, file[entry + 10]);   // the key that the entry leads to
        file[entry + 10] = 4;
        File.WriteAllBytes(_folder.Database, file);

        await using SqliteStorage damaged = SqliteStorage.Open(_folder.Database);
        Assert.Equal(["0"], (await damaged.ReadAsync(new SessionKey(new SessionId("one")))).Entries);   // by the other index
        Assert.Equal(["0", "1"], (await damaged.ReadAsync(new SessionKey(new SessionId("two")))).Entries);
        try
        {
            await damaged.DeleteAsync(new SessionKey(new SessionId("one")));
        }
        catch (SessionException)
        {
            // SQLite may notice that its index is damaged.
        }

        Assert.Equal(["0", "1"], (await damaged.ReadAsync(new SessionKey(new SessionId("two")))).Entries);
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

    private async Task AssertRowDamaged()
    {
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.ReadAsync(Stored.Key));
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, Length, null, "x")));
        Assert.NotNull((await storage.GetInfoAsync(Stored.Key))!.Damage);
        Assert.Equal(Stored.Numbers(0, Length), (await storage.ReadAsync(Stored.Neighbour)).Entries);
        StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        Assert.Equal([false, true], page.Sessions.Select(session => session.Damage is not null));
    }

    private static int IndexOf(byte[] bytes, byte[] what, int from)
    {
        int found = bytes.AsSpan(from).IndexOf(what);
        return found < 0 ? -1 : from + found;
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
