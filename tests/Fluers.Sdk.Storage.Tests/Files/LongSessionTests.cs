using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>However many commits a session has: its file is walked through once, and little of it is kept in mind.</summary>
public sealed class LongSessionTests : IDisposable
{
    private const int Commits = 3000;

    private readonly StoredFile _stored = new();

    public void Dispose() => _stored.Dispose();

    [Fact]
    public async Task A_session_of_more_commits_than_are_kept_in_mind_is_walked_through_once()
    {
        Guid[] ids = await FillAsync();
        var log = new RecordedLog();
        await using FileStorage storage = Open(log);

        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            int from = random.Next(Commits);
            Assert.Equal(Enumerable.Range(from, Math.Min(3, Commits - from)).Select(entry => $"{entry}"), await StoredFile.ReadAsync(storage, StoredFile.Key, new EntryRange(from, 3)));
            await StoredFile.ReadAsync(storage, StoredFile.Neighbour);
            Assert.Equal(CommitRecall.Known, await storage.RecallAsync(StoredFile.Key, from + 1, ids[from]));
            Assert.Equal(CommitRecall.Foreign, await storage.RecallAsync(StoredFile.Key, from + 1, ids[(from + 1) % Commits]));
        }

        Assert.Equal(StoredFile.Numbers(Commits), await StoredFile.ReadAsync(storage, StoredFile.Key));
        Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, Commits, null, $"{Commits}"))).Status);
        Assert.Equal([$"{Commits}"], await StoredFile.ReadAsync(storage, StoredFile.Key, new EntryRange(Commits, 9)));
        Assert.Single(log.Lines, line => line == $"Session session: {Commits} commits of its file were walked through");
    }

    [Fact]
    public async Task Marks_are_few_and_lead_to_every_commit()
    {
        var marks = new FileMarks.Writer();
        for (int revision = 1; revision <= 100_000; revision++)
        {
            marks.Add(revision, new CommitPlace(revision * 10L, (revision - 1) * 2L, 2, 0, 100));
        }

        FileMarks view = marks.View;
        Assert.True(view.Count <= FileMarks.Most);
        Assert.True(view.Every <= 2 * 100_000 / FileMarks.Most);
        for (int revision = 1; revision <= 100_000; revision += 7)
        {
            FileMark mark = view.OfRevision(revision);
            Assert.True(mark.Revision <= revision && mark.Revision > revision - view.Every && mark.Offset == mark.Revision * 10L);
            Assert.Equal(mark, view.OfEntry((revision - 1) * 2L));
            Assert.Equal(mark, view.OfEntry(((revision - 1) * 2L) + 1));
        }

        await Task.CompletedTask;
    }

    [Fact]
    public async Task What_a_reader_took_stays_as_it_is_while_a_writer_sets_more_marks()
    {
        var marks = new FileMarks.Writer();
        var views = new List<FileMarks>();
        for (int revision = 1; revision <= 3 * FileMarks.Most; revision++)
        {
            marks.Add(revision, new CommitPlace(revision * 10L, revision - 1, 1, 0, 100));
            views.Add(marks.View);
        }

        for (int i = 0; i < views.Count; i++)
        {
            for (int revision = 1; revision <= i + 1; revision += 13)
            {
                FileMark mark = views[i].OfRevision(revision);
                Assert.True(mark.Revision <= revision && mark.Offset == mark.Revision * 10L && mark.FirstEntry == mark.Revision - 1);
            }
        }

        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_commit_that_is_sent_again_is_recognised_however_old_it_is()
    {
        var commits = new List<SessionCommit>();
        await using (FileStorage storage = Open(null))
        {
            for (int i = 0; i < CommitMemory.Commits + 200; i++)
            {
                commits.Add(TestCommits.Commit(StoredFile.Key, i, i == 0 ? "h" : null, $"{i}"));
                Assert.Equal(CommitStatus.Committed, (await storage.CommitAsync(commits[i])).Status);
            }

            await AssertRecognisedAsync(storage, commits);
        }

        await using FileStorage again = Open(null);
        await AssertRecognisedAsync(again, commits);
    }

    private static async Task AssertRecognisedAsync(FileStorage storage, List<SessionCommit> commits)
    {
        foreach (int i in new[] { 0, 1, 150, 199, 200, 201, 700, commits.Count - 1 })
        {
            Assert.Equal(new CommitOutcome(CommitStatus.Repeated, i + 1, i + 1), await storage.CommitAsync(commits[i]));
            Assert.Equal(CommitStatus.CommitIdReused, (await storage.CommitAsync(commits[i].With(entries: TestCommits.Entry("other")))).Status);
            Assert.Equal(CommitStatus.Conflict, (await storage.CommitAsync(commits[i].With(commitId: Guid.CreateVersion7(), head: TestCommits.Head("h")))).Status);
        }

        // Another use of an id is recognised among the last ones.
        SessionCommit recent = TestCommits.Commit(StoredFile.Key, commits.Count, null, "x").With(commitId: commits[^900].CommitId);
        Assert.Equal(CommitStatus.CommitIdReused, (await storage.CommitAsync(recent)).Status);
        Assert.Equal(StoredFile.Numbers(commits.Count), await StoredFile.ReadAsync(storage, StoredFile.Key));
    }

    private FileStorage Open(RecordedLog? log) =>
        FileStorage.Open(_stored.Folder, new FileStorageOptions { Durability = FileDurability.Normal, IndexedCommits = 1400, LoggerFactory = log });

    private async Task<Guid[]> FillAsync()
    {
        await using FileStorage storage = Open(null);
        var ids = new Guid[Commits];
        for (int i = 0; i < Commits; i++)
        {
            SessionCommit commit = TestCommits.Commit(StoredFile.Key, i, i % 500 == 0 ? "h" : null, $"{i}");
            await storage.CommitAsync(commit);
            ids[i] = commit.CommitId;
        }

        await storage.CommitAsync(TestCommits.Commit(StoredFile.Neighbour, 0, "h", "0"));
        return ids;
    }
}
