using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>What other programs do to a session's file, or to the folder of its tenant, under a process that has the store open.</summary>
public sealed class ReplacedFileTests : IDisposable
{
    private readonly StoredFile _stored = new();

    private string Tenant => Path.GetDirectoryName(_stored.Path)!;

    public void Dispose() => _stored.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_was_deleted_or_renamed_acknowledges_nothing_and_goes_on_when_it_is_back(bool renamed)
    {
        await _stored.FillAsync(2);
        await using FileStorage storage = _stored.Open();
        await StoredFile.ReadAsync(storage, StoredFile.Key);
        byte[] whole = File.ReadAllBytes(_stored.Path);
        if (renamed)
        {
            File.Move(_stored.Path, _stored.Path + ".moved");
        }
        else
        {
            File.Delete(_stored.Path);
        }

        foreach (int revision in new[] { 0, 2 })
        {
            SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(
                async () => await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, revision, "h", "x")));
            Assert.Contains("was deleted or renamed while the storage had it open", error.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<SessionStorageException>(async () => await StoredFile.ReadAsync(storage, StoredFile.Key));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.DeleteAsync(StoredFile.Key));
        Assert.NotNull((await storage.GetInfoAsync(StoredFile.Key))!.Damage);
        Assert.False(File.Exists(_stored.Path));
        Assert.Equal(StoredFile.Numbers(2), await StoredFile.ReadAsync(storage, StoredFile.Neighbour));

        File.WriteAllBytes(_stored.Path, whole);
        Assert.Equal(StoredFile.Numbers(2), await StoredFile.ReadAsync(storage, StoredFile.Key));
        Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 2, null, "2"))).Status);
        Assert.Null((await storage.GetInfoAsync(StoredFile.Key))!.Damage);
    }

    [Fact]
    public async Task A_file_that_was_renamed_while_a_commit_was_under_way_does_not_acknowledge_it()
    {
        await _stored.FillAsync(1);
        var disk = new GatedDisk();
        await using FileStorage storage = _stored.Open(disk);
        Task reached = disk.Close();
        Task<CommitOutcome> commit = storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 1, null, "1")).AsTask();
        await reached;
        File.Move(_stored.Path, _stored.Path + ".moved");
        disk.Open();

        await Assert.ThrowsAsync<SessionStorageException>(() => commit);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_was_restored_is_read_anew_and_who_built_on_what_it_lost_is_told_that_it_diverged(bool inPlace)
    {
        await _stored.FillAsync(2);
        byte[] backup = File.ReadAllBytes(_stored.Path);
        var log = new RecordedLog();
        await using FileStorage storage = _stored.Open(log: log);
        SessionCommit lost = TestCommits.Commit(StoredFile.Key, 2, null, "lost");
        await storage.CommitAsync(lost);
        Guid kept = (await storage.GetInfoAsync(StoredFile.Neighbour))!.LastCommit;
        Restore(backup, inPlace);

        Assert.Equal(CommitStatus.Diverged, (await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 3, null, "x").With(buildsOn: lost.CommitId))).Status);
        Assert.Equal(StoredFile.Numbers(2), await StoredFile.ReadAsync(storage, StoredFile.Key));
        StoredSessionInfo info = (await storage.GetInfoAsync(StoredFile.Key))!;
        Assert.Equal(2, info.Revision);
        Assert.Equal(CommitRecall.Foreign, await storage.RecallAsync(StoredFile.Key, 3, lost.CommitId));
        Assert.Equal(CommitRecall.Known, await storage.RecallAsync(StoredFile.Key, 2, info.LastCommit));
        Assert.Contains(log.Lines, line => line.Contains("was replaced or changed", StringComparison.Ordinal));

        Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 2, null, "2").With(buildsOn: info.LastCommit))).Status);
        Assert.Equal(CommitStatus.Diverged, (await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 3, null, "x").With(buildsOn: lost.CommitId))).Status);
        Assert.Equal(StoredFile.Numbers(3), await StoredFile.ReadAsync(storage, StoredFile.Key));
        Assert.Equal(kept, (await storage.GetInfoAsync(StoredFile.Neighbour))!.LastCommit);
    }

    [Fact]
    public async Task A_file_that_was_cut_between_two_commits_is_an_older_state_to_whoever_opens_it_and_a_diverged_one_to_whoever_holds_the_session()
    {
        await using (var store = new SessionStore(_stored.Open()))
        {
            Session<SessionState> session = await store.CreateAsync(StoredFile.Key.Id, new SessionState { Model = "m", MaxTurns = 1 });
            session.Append(AgentMessage.User("kept"));
            await session.SaveAsync();
            long boundary = new FileInfo(_stored.Path).Length;
            session.Append(AgentMessage.User("lost"));
            await session.SaveAsync();
            await using IAsyncEnumerator<AgentMessage> following = store.TailAsync<AgentMessage>(session.Id, 0).GetAsyncEnumerator();
            Assert.True(await following.MoveNextAsync() && await following.MoveNextAsync());

            using (FileStream file = File.OpenWrite(_stored.Path))
            {
                file.SetLength(boundary);
            }

            session.Append(AgentMessage.User("behind what was lost"));
            Assert.True((await Assert.ThrowsAsync<SessionConflictException>(async () => await session.SaveAsync())).Diverged);
            Assert.True((await Assert.ThrowsAsync<SessionConflictException>(async () => await following.MoveNextAsync())).Diverged);
            Assert.Equal(["kept"], (await store.LoadAsync<SessionState>(session.Id))!.State.Messages.Select(message => message.Text));
        }

        // Nothing in the file says that there was more.
        await using FileStorage reopened = _stored.Open();
        Assert.Null((await reopened.GetInfoAsync(StoredFile.Key))!.Damage);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_with_as_many_other_commits_is_not_taken_for_the_one_that_was_there(bool inPlace)
    {
        await _stored.FillAsync(2);
        byte[] other = File.ReadAllBytes(_stored.Path);
        File.Delete(_stored.Path);
        await using FileStorage storage = _stored.Open();
        for (int i = 0; i < 2; i++)
        {
            await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, i, i == 0 ? "h" : null, $"mine {i}"));
        }

        Restore(other, inPlace);

        // Who does not say what he builds on has seen the file that was there.
        Assert.Equal(CommitStatus.Diverged, (await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 2, null, "mixed"))).Status);
        Assert.Equal(StoredFile.Numbers(2), await StoredFile.ReadAsync(storage, StoredFile.Key));
    }

    [Fact]
    public async Task Who_follows_a_session_notices_that_its_file_was_restored()
    {
        await _stored.FillAsync(2);
        byte[] backup = File.ReadAllBytes(_stored.Path);
        await using FileStorage storage = FileStorage.Open(_stored.Folder, new FileStorageOptions { LookAgain = TimeSpan.FromMilliseconds(20) });
        await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 2, null, "2"));
        Task waiting = storage.WaitForChangeAsync(StoredFile.Key, 3).AsTask();

        Restore(backup, inPlace: false);

        await waiting.WaitAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(2, (await storage.GetInfoAsync(StoredFile.Key))!.Revision);
    }

    [Fact]
    public async Task A_session_that_is_put_into_the_folder_is_found_and_not_written_over()
    {
        await _stored.FillAsync(2);
        byte[] whole = File.ReadAllBytes(_stored.Path);
        File.Delete(_stored.Path);
        await using FileStorage storage = _stored.Open();
        Assert.Null(await storage.GetInfoAsync(StoredFile.Key));

        File.WriteAllBytes(_stored.Path, whole);

        Assert.Equal(new CommitOutcome(CommitStatus.Conflict, 2, 2), await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 0, "h", "x")));
        Assert.Equal(StoredFile.Numbers(2), await StoredFile.ReadAsync(storage, StoredFile.Key));
        Assert.Equal(whole, File.ReadAllBytes(_stored.Path));
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("renamed")]
    [InlineData("replaced")]
    public async Task The_folder_of_a_tenant_that_is_not_the_one_that_was_loaded_acknowledges_nothing(string how)
    {
        await _stored.FillAsync(2);
        await using FileStorage storage = _stored.Open();
        await StoredFile.ReadAsync(storage, StoredFile.Key);
        string away = _stored.Folder + ".away";
        Directory.Move(Tenant, away);
        if (how == "replaced")
        {
            FolderContent.Copy(away, Tenant);
        }
        else if (how == "deleted")
        {
            Directory.Delete(away, recursive: true);
        }

        foreach (SessionCommit commit in new[] { TestCommits.Commit(StoredFile.Key, 2, null, "x"), TestCommits.Commit(new SessionKey(new SessionId("new")), 0, "h") })
        {
            SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.CommitAsync(commit));
            Assert.Contains("is not the one that this storage loaded", error.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.DeleteAsync(StoredFile.Key));
        Assert.Equal(how == "replaced", Directory.Exists(Tenant));
        if (how != "deleted")
        {
            Assert.All(Directory.GetFiles(how == "replaced" ? Tenant : away), file => Assert.EndsWith(".frames", file, StringComparison.Ordinal));
        }
    }

    private void Restore(byte[] backup, bool inPlace)
    {
        if (inPlace)
        {
            File.WriteAllBytes(_stored.Path, backup);
        }
        else
        {
            File.WriteAllBytes(_stored.Path + ".restored", backup);
            File.Move(_stored.Path + ".restored", _stored.Path, overwrite: true);
        }
    }
}
