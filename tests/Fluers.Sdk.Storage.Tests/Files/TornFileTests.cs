using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>A process that dies while it writes leaves a part of its last commit: all that was acknowledged stays, and the session goes on.</summary>
public sealed class TornFileTests : IDisposable
{
    private const int Commits = 3;

    private readonly StoredFile _stored = new();

    public void Dispose() => _stored.Dispose();

    [Fact]
    public async Task A_file_torn_at_any_byte_holds_every_whole_commit_and_takes_the_next_one()
    {
        List<long> lengths = await _stored.FillAsync(Commits);
        byte[] whole = File.ReadAllBytes(_stored.Path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_stored.Path, whole[..length]);
            await AssertGoesOnAsync(lengths.FindLastIndex(end => end <= length));
        }
    }

    [Fact]
    public async Task A_file_that_was_given_room_but_no_bytes_holds_every_whole_commit_and_takes_the_next_one()
    {
        List<long> lengths = await _stored.FillAsync(Commits);
        byte[] whole = File.ReadAllBytes(_stored.Path);
        for (int commit = 0; commit < Commits; commit++)
        {
            foreach (int blank in new[] { 1, 100, 5000, 200_000 })
            {
                File.WriteAllBytes(_stored.Path, [.. whole[..(int)lengths[commit]], .. new byte[blank]]);
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

    private async Task AssertGoesOnAsync(int commits)
    {
        await using (FileStorage storage = _stored.Open())
        {
            List<string>? read = await StoredFile.ReadAsync(storage, StoredFile.Key);
            Assert.Equal(commits == 0 ? null : StoredFile.Numbers(commits), read);
            Assert.Equal(commits, (await storage.GetInfoAsync(StoredFile.Key))?.Revision ?? 0);
            SessionCommit next = TestCommits.Commit(StoredFile.Key, commits, commits == 0 ? "h" : null, $"{commits}");
            Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(next)).Status);
        }

        await using FileStorage again = _stored.Open();
        Assert.Equal(StoredFile.Numbers(commits + 1), await StoredFile.ReadAsync(again, StoredFile.Key));
        Assert.Null((await again.GetInfoAsync(StoredFile.Key))!.Damage);
    }
}
