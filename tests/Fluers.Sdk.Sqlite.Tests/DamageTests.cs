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
        byte[] frames = Sql.Query<byte[]>(_folder.Database, "SELECT frames FROM entries ORDER BY place LIMIT 1");
        for (int bit = 0; bit < frames.Length * 8; bit += 37)
        {
            Replace("UPDATE entries SET frames = $bytes WHERE place = (SELECT min(place) FROM entries)", Flipped(frames, bit));
            await AssertDamaged<SessionCorruptException>();
        }
    }

    [Fact]
    public async Task A_flipped_bit_never_gives_another_entry_than_the_one_asked_for()
    {
        byte[] frames = Sql.Query<byte[]>(_folder.Database, "SELECT frames FROM entries ORDER BY place LIMIT 1");
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        for (int bit = 0; bit < 31 * 8 * 4; bit++)
        {
            Replace("UPDATE entries SET frames = $bytes WHERE place = (SELECT min(place) FROM entries)", Flipped(frames, bit));
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
        byte[] frames = Sql.Query<byte[]>(_folder.Database, "SELECT frames FROM entries ORDER BY place LIMIT 1");
        frames[20] += 30;
        Replace("UPDATE entries SET frames = $bytes WHERE place = (SELECT min(place) FROM entries)", frames);

        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.ReadAsync(Stored.Key, new EntryRange(2, 1)));
    }

    [Theory]
    [InlineData("DELETE FROM entries WHERE place = (SELECT min(place) FROM entries)")]
    [InlineData("DELETE FROM entries WHERE place = (SELECT min(place) + 64 FROM entries)")]
    [InlineData("DELETE FROM entries WHERE place = (SELECT max(place) FROM entries WHERE place < (2 << 32))")]
    [InlineData("DELETE FROM entries WHERE place < (2 << 32)")]
    [InlineData("UPDATE entries SET frames = x'' WHERE place = (SELECT min(place) FROM entries)")]
    [InlineData("UPDATE entries SET entries = entries + 1 WHERE place = (SELECT min(place) FROM entries)")]
    [InlineData("UPDATE entries SET entries = 0 WHERE place = (SELECT min(place) FROM entries)")]
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

    [Fact]
    public async Task An_entry_that_is_missing_stays_missing_while_the_log_grows()
    {
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        Sql.Execute(_folder.Database, "DELETE FROM entries WHERE place = (SELECT max(place) - 1 FROM entries WHERE place < (2 << 32))");
        for (int i = 0; i < 130; i++)
        {
            await storage.CommitAsync(TestCommits.Commit(Stored.Key, Length + i, null, $"{Length + i}"));
        }

        await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.ReadAsync(Stored.Key));
        Assert.Equal([$"{Length + 129}"], (await storage.ReadAsync(Stored.Key, new EntryRange(Length + 129, 1))).Entries);
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
