using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>Damage that tearing does not do is reported with its place, for its session alone, and nothing acknowledged is dropped for it.</summary>
public sealed class FileDamageTests : IDisposable
{
    private const int Commits = 3;

    private readonly StoredFile _stored = new();

    public void Dispose() => _stored.Dispose();

    [Fact]
    public async Task A_flipped_bit_anywhere_in_a_file_is_reported_and_listed_and_hurts_no_other_session()
    {
        await _stored.FillAsync(Commits);
        byte[] whole = File.ReadAllBytes(_stored.Path);
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(_stored.Path, damaged);

            await using (FileStorage storage = _stored.Open())
            {
                SessionCorruptException error = await Assert.ThrowsAsync<SessionCorruptException>(
                    async () => await StoredFile.ReadAsync(storage, StoredFile.Key));
                Assert.Equal(StoredFile.Key, error.Session ?? StoredFile.Key);
                StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
                Assert.Equal(["neighbour", "session"], page.Sessions.Select(session => session.Key.Id.Value).Order(StringComparer.Ordinal));
                Assert.Equal(["session"], page.Sessions.Where(session => session.Damage is not null).Select(session => session.Key.Id.Value));
                Assert.Equal(StoredFile.Numbers(Commits), await StoredFile.ReadAsync(storage, StoredFile.Neighbour));
            }

            Assert.Equal(damaged, File.ReadAllBytes(_stored.Path));
        }
    }

    [Fact]
    public async Task Damage_between_the_frames_is_reported_with_its_offset()
    {
        List<long> lengths = await _stored.FillAsync(Commits);
        Damage(lengths[1] + 50);

        await using FileStorage storage = _stored.Open();
        SessionCorruptException error = await Assert.ThrowsAsync<SessionCorruptException>(async () => await StoredFile.ReadAsync(storage, StoredFile.Key));

        Assert.Equal((StoredFile.Key, lengths[1]), (error.Session, error.Offset));
        Assert.Contains($"the record of commit 2 is damaged, {lengths[1]} bytes into its file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_entry_leaves_the_others_to_be_read()
    {
        List<long> lengths = await _stored.FillAsync(Commits);
        Damage(lengths[2] - CommitRecord.EndSize - 1);   // the payload of entry 1

        await using FileStorage storage = _stored.Open();
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await StoredFile.ReadAsync(storage, StoredFile.Key));

        Assert.Equal(["0"], await StoredFile.ReadAsync(storage, StoredFile.Key, new EntryRange(0, 1)));
        Assert.Equal(["2"], await StoredFile.ReadAsync(storage, StoredFile.Key, new EntryRange(2, 1)));
    }

    [Fact]
    public async Task A_damaged_file_takes_no_commit_and_can_be_deleted()
    {
        List<long> lengths = await _stored.FillAsync(Commits);
        Damage(lengths[1] + 50);
        byte[] before = File.ReadAllBytes(_stored.Path);

        await using FileStorage storage = _stored.Open();
        await Assert.ThrowsAsync<SessionCorruptException>(
            async () => await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, Commits, null, "x")));
        Assert.Equal(before, File.ReadAllBytes(_stored.Path));

        Assert.True(await storage.DeleteAsync(StoredFile.Key));
        Assert.Null(await storage.GetInfoAsync(StoredFile.Key));
        Assert.Equal(CommitStatus.Deleted, (await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 0, "h"))).Status);
    }

    [Fact]
    public async Task Commits_that_were_cut_out_or_swapped_are_missed()
    {
        List<long> lengths = await _stored.FillAsync(Commits);
        byte[] whole = File.ReadAllBytes(_stored.Path);
        byte[][] parts = [.. Enumerable.Range(0, Commits).Select(i => whole[(int)lengths[i]..(int)lengths[i + 1]])];
        foreach (byte[] file in new byte[][] { [.. parts[0], .. parts[2]], [.. parts[0], .. parts[2], .. parts[1]], [.. whole, .. parts[2]] })
        {
            File.WriteAllBytes(_stored.Path, file);
            await using FileStorage storage = _stored.Open();
            await Assert.ThrowsAsync<SessionCorruptException>(async () => await StoredFile.ReadAsync(storage, StoredFile.Key));
        }
    }

    [Fact]
    public async Task A_file_under_the_name_of_another_session_is_reported_as_what_it_is()
    {
        await _stored.FillAsync(Commits);
        File.Copy(_stored.Path, _stored.Path.Replace("s-session", "s-copy", StringComparison.Ordinal));

        await using FileStorage storage = _stored.Open();
        SessionCorruptException error = await Assert.ThrowsAsync<SessionCorruptException>(
            async () => await StoredFile.ReadAsync(storage, new SessionKey(new SessionId("copy"))));

        Assert.Contains("the file is that of session 'session'", error.Message, StringComparison.Ordinal);
        Assert.Equal(StoredFile.Numbers(Commits), await StoredFile.ReadAsync(storage, StoredFile.Key));
    }

    [Fact]
    public async Task A_file_that_shrinks_while_it_is_open_is_reported()
    {
        await _stored.FillAsync(Commits);
        await using FileStorage storage = _stored.Open();
        await StoredFile.ReadAsync(storage, StoredFile.Key);
        using (FileStream file = File.Open(_stored.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(file.Length - 30);
        }

        await Assert.ThrowsAsync<SessionCorruptException>(async () => await StoredFile.ReadAsync(storage, StoredFile.Key));
        await Assert.ThrowsAsync<SessionCorruptException>(
            async () => await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, Commits, null, "x")));
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_hides_no_other_and_is_read_once_it_can_be()
    {
        await _stored.FillAsync(Commits);
        await using FileStorage storage = _stored.Open();
        using (File.Open(_stored.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
            Assert.Contains("cannot be read", Assert.Single(page.Sessions, session => session.Key == StoredFile.Key).Damage, StringComparison.Ordinal);
            Assert.Null(Assert.Single(page.Sessions, session => session.Key == StoredFile.Neighbour).Damage);
            await Assert.ThrowsAsync<SessionStorageException>(async () => await StoredFile.ReadAsync(storage, StoredFile.Key));
            await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, Commits, null, "x")));
        }

        Assert.Null((await storage.GetInfoAsync(StoredFile.Key))!.Damage);
        Assert.Equal(StoredFile.Numbers(Commits), await StoredFile.ReadAsync(storage, StoredFile.Key));
        Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, Commits, null, $"{Commits}"))).Status);
    }

    private void Damage(long offset)
    {
        byte[] bytes = File.ReadAllBytes(_stored.Path);
        bytes[offset] ^= 0x10;
        File.WriteAllBytes(_stored.Path, bytes);
    }
}
