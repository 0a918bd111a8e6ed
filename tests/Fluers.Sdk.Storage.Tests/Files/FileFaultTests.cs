using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>
/// Whatever write, flush or truncation fails, once or for ever: what was acknowledged is there, now and after reopening, plus
/// at most the one commit that failed.
/// </summary>
public sealed class FileFaultTests : IDisposable
{
    private readonly StoredFile _stored = new();

    public void Dispose() => _stored.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_fault_at_any_operation_loses_nothing_that_was_acknowledged(bool forEver, bool halfWritten)
    {
        bool failed = true;
        for (int operation = 0; failed; operation++)
        {
            var key = new SessionKey($"tenant-{operation}", new SessionId("session"));
            var disk = new FaultyDisk(operation, forEver, halfWritten);
            var acknowledged = new List<string>();
            string? inDoubt = null;
            try
            {
                await using FileStorage storage = _stored.Open(disk);
                for (int i = 0; i < 4; i++)
                {
                    SessionCommit commit = TestCommits.Commit(key, i, i == 0 ? "h" : null, $"{i}");
                    inDoubt = $"{i}";
                    if (!await TryAsync(storage, commit) && !await TryAsync(storage, commit))
                    {
                        break;
                    }

                    acknowledged.Add($"{i}");
                    inDoubt = null;
                }

                if (acknowledged.Count > 0)
                {
                    Assert.Equal(acknowledged, await StoredFile.ReadAsync(storage, key));
                }
            }
            catch (Exception e) when (acknowledged.Count == 0 && e is SessionStorageException or IOException)
            {
                // The folder could not be opened at all.
            }

            failed = disk.Failed;
            Assert.True(forEver || inDoubt is null, $"A fault that passes keeps a commit from being stored at the second try, operation {operation}.");
            await using FileStorage again = _stored.Open();
            List<string> read = await StoredFile.ReadAsync(again, key) ?? [];
            Assert.Equal(acknowledged, read.Take(acknowledged.Count));
            Assert.True(read.Count == acknowledged.Count || read[acknowledged.Count..].SequenceEqual([inDoubt!]));
            CommitOutcome next = await again.CommitAsync(TestCommits.Commit(key, read.Count, read.Count == 0 ? "h" : null, "next"));
            Assert.Equal(new CommitOutcome(CommitStatus.Committed, read.Count + 1, read.Count + 1), next);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_deletion_that_fails_takes_no_later_commit_with_it(int operation)
    {
        await _stored.FillAsync(2);
        await using (FileStorage storage = _stored.Open(new FaultyDisk(operation, forEver: false, halfWritten: false)))
        {
            await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.DeleteAsync(StoredFile.Key));
            Assert.Equal(StoredFile.Numbers(2), await StoredFile.ReadAsync(storage, StoredFile.Key));
            Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 2, null, "2"))).Status);
        }

        await using FileStorage again = _stored.Open();
        Assert.Equal(StoredFile.Numbers(3), await StoredFile.ReadAsync(again, StoredFile.Key));
    }

    [Fact]
    public async Task A_session_that_may_be_half_deleted_acknowledges_no_commit()
    {
        await _stored.FillAsync(2);
        await using FileStorage storage = _stored.Open(new FaultyDisk(0, forEver: true, halfWritten: false));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.DeleteAsync(StoredFile.Key));

        await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 2, null, "2")));
    }

    private static async Task<bool> TryAsync(FileStorage storage, SessionCommit commit)
    {
        try
        {
            return (await storage.CommitAsync(commit)).Status is CommitStatus.Committed or CommitStatus.Repeated;
        }
        catch (SessionStorageException)
        {
            return false;
        }
    }
}
