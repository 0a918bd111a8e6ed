using System.Diagnostics;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>A backup comes back under a process that knows a later state: the histories are never mixed.</summary>
public sealed class RestoredFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_writer_that_outlived_a_restore_is_refused(bool hasRead)
    {
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        var a = new SessionStore(storage);
        Session<SessionState> session = await a.CreateAsync(new SessionState { Model = "m", MaxTurns = 1 });
        await AppendAsync(session, "base1", "base2", "base3");
        BackUp();
        await AppendAsync(session, "A4", "A5");
        if (hasRead)
        {
            Assert.Equal(5, (await storage.GetInfoAsync(session.Key))!.EntryCount);   // what is read stays in SQLite's memory
        }

        Restore();
        Session<SessionState> other = (await a.LoadAsync<SessionState>(session.Id))!;
        Assert.Equal(["base1", "base2", "base3"], other.State.Messages.Select(message => message.Text));
        await AppendAsync(other, "B4", "B5");

        session.Append(AgentMessage.User("A6"));
        SessionConflictException error = await Assert.ThrowsAsync<SessionConflictException>(async () => await session.SaveAsync());
        Assert.True(error.Diverged);
        Session<SessionState> stored = (await a.LoadAsync<SessionState>(session.Id))!;
        Assert.Equal(["base1", "base2", "base3", "B4", "B5"], stored.State.Messages.Select(message => message.Text));
    }

    [Fact]
    public async Task A_backup_copied_over_the_open_file_is_read_and_no_writer_goes_on_from_what_it_remembers()
    {
        // What cp does: the same file, other bytes. SQLite keeps pages in memory and is told of nothing.
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no cp.");
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        await storage.FillAsync(Stored.Key, 1, 1, 1);
        StoredSessionInfo before = (await storage.GetInfoAsync(Stored.Key))!;
        Checkpoint();
        await CopyAsync(_folder.Database, _folder.File("backup.db"));
        SessionCommit lost = TestCommits.Commit(Stored.Key, 3, null, "lost");
        await storage.CommitAsync(lost);
        Assert.Equal(4, (await storage.ReadAsync(Stored.Key)).Info.Revision);
        Checkpoint();

        await CopyAsync(_folder.File("backup.db"), _folder.Database);

        SessionCommit next = TestCommits.Commit(Stored.Key, 4, null, "next").With(buildsOn: lost.CommitId);
        Assert.Equal(CommitStatus.Diverged, (await storage.CommitAsync(next)).Status);
        Assert.Equal(before, (await storage.ReadAsync(Stored.Key)).Info);
        Assert.Equal(Stored.Numbers(0, 3), (await storage.ReadAsync(Stored.Key)).Entries);
        Assert.Equal(CommitRecall.Foreign, await storage.RecallAsync(Stored.Key, 4, lost.CommitId));

        SessionCommit again = TestCommits.Commit(Stored.Key, 3, null, "3").With(buildsOn: before.LastCommit);
        Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(again)).Status);
        Assert.Equal(CommitStatus.Diverged, (await storage.CommitAsync(next)).Status);
        Assert.Equal(Stored.Numbers(0, 4), (await storage.ReadAsync(Stored.Key)).Entries);
        Assert.Equal("ok", Sql.Query<string>(_folder.Database, "PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_session_created_anew_under_its_id_refuses_the_writer_of_the_one_before()
    {
        await using SqliteStorage storage = SqliteStorage.Open(_folder.Database);
        BackUp();
        SessionCommit first = TestCommits.Commit(Stored.Key, 0, "h", "A");
        await storage.CommitAsync(first);
        Restore();
        await storage.FillAsync(Stored.Key, 1);

        Assert.Equal(CommitStatus.Diverged, (await storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "x").With(buildsOn: first.CommitId))).Status);
        Assert.Equal(CommitRecall.Foreign, await storage.RecallAsync(Stored.Key, 1, first.CommitId));
    }

    // By another process: one that closes the file here would drop the locks of this one.
    private static async Task CopyAsync(string from, string to)
    {
        using Process copy = Process.Start("cp", [from, to]);
        await copy.WaitForExitAsync();
        Assert.Equal(0, copy.ExitCode);
    }

    private void Checkpoint() => Sql.Execute(_folder.Database, "PRAGMA wal_checkpoint(TRUNCATE)");

    private void BackUp() => Sql.Execute(_folder.Database, $"VACUUM INTO '{_folder.File("backup.db")}'");

    // As the backup interface of SQLite writes it, into the open database.
    private void Restore()
    {
        using var backup = Sql.Open(_folder.File("backup.db"));
        using var target = Sql.Open(_folder.Database);
        backup.BackupDatabase(target);
    }

    private static async Task AppendAsync(Session<SessionState> session, params string[] texts)
    {
        foreach (string text in texts)
        {
            session.Append(AgentMessage.User(text));
            await session.SaveAsync();
        }
    }
}
