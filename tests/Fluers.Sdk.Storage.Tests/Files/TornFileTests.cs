using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>
/// A process that dies while it writes leaves a part of its last commit, and so does a copy that lost its end: it is told of, what is whole can be
/// read, and the session goes on once a writer has set the rest aside.
/// </summary>
public sealed class TornFileTests : IDisposable
{
    private const int Commits = 3;

    private readonly StoredFile _stored = new();
    private List<long> _whole = [0];   // the lengths of the file behind each commit

    public void Dispose() => _stored.Dispose();

    [Fact]
    public async Task A_file_torn_at_any_byte_holds_every_whole_commit_and_takes_the_next_one()
    {
        _whole = await _stored.FillAsync(Commits);
        byte[] whole = File.ReadAllBytes(_stored.Path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_stored.Path, whole[..length]);
            await AssertGoesOnAsync(_whole.FindLastIndex(end => end <= length));
        }
    }

    [Fact]
    public async Task A_file_that_was_given_room_but_no_bytes_holds_every_whole_commit_and_takes_the_next_one()
    {
        _whole = await _stored.FillAsync(Commits);
        byte[] whole = File.ReadAllBytes(_stored.Path);
        for (int commit = 0; commit < Commits; commit++)
        {
            foreach (int blank in new[] { 1, 100, 5000, 200_000 })
            {
                File.WriteAllBytes(_stored.Path, [.. whole[..(int)_whole[commit]], .. new byte[blank]]);
                await AssertGoesOnAsync(commit);
            }
        }
    }

    [Fact]
    public async Task A_torn_commit_of_many_entries_is_left_out_as_a_whole()
    {
        await using (FileStorage storage = _stored.Open())
        {
            await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 0, "h", "0"));
            _whole = [0, new FileInfo(_stored.Path).Length];
            await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 1, "h2", [.. Enumerable.Range(0, 5000).Select(i => $"entry {i}")]));
        }

        using (FileStream file = File.OpenWrite(_stored.Path))
        {
            file.SetLength(file.Length - 1);
        }

        await AssertGoesOnAsync(1);
    }

    [Fact]
    public async Task A_torn_commit_may_be_sent_again_under_its_id()
    {
        SessionCommit torn = TestCommits.Commit(StoredFile.Key, 1, null, "1");
        await using (FileStorage storage = _stored.Open())
        {
            await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 0, "h", "0"));
            await storage.CommitAsync(torn);
        }

        using (FileStream file = File.OpenWrite(_stored.Path))
        {
            file.SetLength(file.Length - 5);
        }

        await using FileStorage again = _stored.Open();
        Assert.Equal(new CommitOutcome(CommitStatus.Committed, 2, 2), await again.CommitAsync(torn));
        Assert.Equal(["0", "1"], await StoredFile.ReadAsync(again, StoredFile.Key));
    }

    [Fact]
    public async Task What_a_writer_finds_torn_is_kept_told_of_and_logged_and_goes_with_its_session()
    {
        List<long> lengths = await _stored.FillAsync(Commits);
        byte[] whole = File.ReadAllBytes(_stored.Path);
        File.WriteAllBytes(_stored.Path, whole[..^1]);
        var log = new RecordedLog();

        await using (FileStorage storage = _stored.Open(log: log))
        {
            Assert.Equal(StoredFile.Numbers(Commits - 1), await StoredFile.ReadAsync(storage, StoredFile.Key));
            Assert.DoesNotContain(log.Lines, line => line.Contains("aside", StringComparison.Ordinal));
            Assert.Equal(whole[..^1], File.ReadAllBytes(_stored.Path));

            Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, Commits - 1, null, "x"))).Status);

            string aside = $"s-session.{lengths[^2]}.torn";
            Assert.Equal(whole[(int)lengths[^2]..^1], File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(_stored.Path)!, aside)));
            Assert.Contains(aside, Assert.Single(log.Lines, line => line.Contains("aside", StringComparison.Ordinal)), StringComparison.Ordinal);
            Assert.Contains(aside, (await storage.GetInfoAsync(StoredFile.Key))!.SetAside, StringComparison.Ordinal);
        }

        await using FileStorage again = _stored.Open();
        StoredSessionPage page = await again.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        Assert.Equal(["session"], page.Sessions.Where(session => session.SetAside is not null).Select(session => session.Key.Id.Value));
        Assert.All(page.Sessions, session => Assert.Null(session.Damage));

        await again.DeleteAsync(StoredFile.Key);
        Assert.Equal(["s-neighbour.frames", "s-session.deleted"], Directory.GetFiles(Path.GetDirectoryName(_stored.Path)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200_000)]
    public async Task A_file_without_one_whole_commit_is_listed_as_damaged_and_stays_until_the_session_is_created_anew(int zeros)
    {
        await _stored.FillAsync(1);
        byte[] left = zeros == 1 ? File.ReadAllBytes(_stored.Path)[..^1] : new byte[zeros];
        File.WriteAllBytes(_stored.Path, left);
        await using FileStorage storage = _stored.Open();

        StoredSessionInfo listed = Assert.Single(
            (await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions, session => session.Damage is not null);
        Assert.Equal(StoredFile.Key, listed.Key);
        Assert.Equal(listed, await storage.GetInfoAsync(StoredFile.Key));
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await StoredFile.ReadAsync(storage, StoredFile.Key));
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 1, null, "x")));
        Assert.Equal(left, File.ReadAllBytes(_stored.Path));

        Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 0, "h", "anew"))).Status);
        Assert.Equal(["anew"], await StoredFile.ReadAsync(storage, StoredFile.Key));
        Assert.Null((await storage.GetInfoAsync(StoredFile.Key))!.Damage);
        string aside = Path.ChangeExtension(_stored.Path, ".0.torn");
        Assert.Equal(zeros == 0 ? null : left, File.Exists(aside) ? File.ReadAllBytes(aside) : null);
    }

    private async Task AssertGoesOnAsync(int commits)
    {
        byte[] left = File.ReadAllBytes(_stored.Path);
        bool isTorn = commits == 0 || left.Length > _whole[commits];
        await using (FileStorage storage = _stored.Open(durability: FileDurability.Normal))   // what is torn is set aside on the disk all the same
        {
            StoredSessionInfo info = (await storage.GetInfoAsync(StoredFile.Key))!;
            Assert.Equal((commits, isTorn), (info.Revision, info.Damage is not null));
            List<string>? read = null;
            if (commits == 0)
            {
                await Assert.ThrowsAsync<SessionCorruptException>(async () => await StoredFile.ReadAsync(storage, StoredFile.Key));
            }
            else
            {
                read = await StoredFile.ReadAsync(storage, StoredFile.Key);
                Assert.Equal(StoredFile.Numbers(commits), read);
            }

            Assert.Equal(left, File.ReadAllBytes(_stored.Path));
            SessionCommit next = TestCommits.Commit(StoredFile.Key, commits, commits == 0 ? "h" : null, $"{commits}");
            Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(next)).Status);
        }

        await using FileStorage again = _stored.Open();
        Assert.Equal(StoredFile.Numbers(commits + 1), await StoredFile.ReadAsync(again, StoredFile.Key));
        StoredSessionInfo after = (await again.GetInfoAsync(StoredFile.Key))!;
        Assert.Null(after.Damage);
        Assert.Equal(isTorn && left.Length > 0, after.SetAside is not null);
        AssertIsAside(left[(int)_whole[commits]..]);
    }

    /// <summary>Nothing that was found torn is lost; it is removed here, for the next round.</summary>
    private void AssertIsAside(byte[] bytes)
    {
        string[] files = Directory.GetFiles(Path.GetDirectoryName(_stored.Path)!, "*.torn");
        Assert.Equal(bytes.Length > 0 ? 1 : 0, files.Length);
        foreach (string file in files)
        {
            Assert.Equal(bytes, File.ReadAllBytes(file));
            File.Delete(file);
        }
    }
}
