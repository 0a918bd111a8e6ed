using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>Commits are remembered as long as <see cref="CommitMemory"/> says, and then forgotten little by little.</summary>
public sealed class ForgettingTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly List<SessionCommit> _commits = [];
    private SqliteStorage? _storage;

    private SqliteStorage Storage => _storage!;

    public ValueTask InitializeAsync()
    {
        _storage = SqliteStorage.Open(_folder.Database, new SqliteOptions { Clock = _clock });
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Storage.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_both_old_and_far_back_is_forgotten_and_nothing_else()
    {
        await CommitAsync(1200);
        Assert.Equal(1200, Remembered);   // none of them is a day old

        _clock.Now += CommitMemory.Age + TimeSpan.FromSeconds(1);
        await CommitAsync(200);
        long remembered = Remembered;
        Assert.InRange(remembered, CommitMemory.Commits, CommitMemory.Commits + 300);

        for (int revision = 1; revision <= _commits.Count; revision++)
        {
            SessionCommit commit = _commits[revision - 1];
            CommitRecall recall = await Storage.RecallAsync(Stored.Key, revision, commit.CommitId);
            CommitOutcome retry = await Storage.CommitAsync(commit);
            bool isForgotten = revision <= _commits.Count - remembered;
            Assert.Equal(isForgotten ? CommitRecall.Forgotten : CommitRecall.Known, recall);
            Assert.Equal(isForgotten ? new CommitOutcome(CommitStatus.Conflict, 1400, 1400) : new CommitOutcome(CommitStatus.Repeated, revision, revision), retry);
        }

        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Stored.Key, 1300, Guid.CreateVersion7()));
        Assert.Equal(CommitRecall.Foreign, await Storage.RecallAsync(Stored.Key, 1401, Guid.CreateVersion7()));
        Assert.Equal(Stored.Numbers(0, 1400), (await Storage.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_history_that_waited_for_long_is_forgotten_in_steps()
    {
        await CommitAsync(2000);
        _clock.Now += TimeSpan.FromDays(40);
        long before = Remembered;
        while (Remembered > CommitMemory.Commits + 130)
        {
            await CommitAsync(1);
            Assert.InRange(before - Remembered, -1, 130);   // each commit does a bounded part of it
            before = Remembered;
            Assert.True(_commits.Count < 4000, "It is never forgotten.");
        }

        Assert.True(Remembered >= CommitMemory.Commits);
    }

    [Fact]
    public async Task A_session_of_which_much_is_forgotten_leaves_nothing_when_it_is_deleted()
    {
        await CommitAsync(1300);
        _clock.Now += TimeSpan.FromDays(2);
        await CommitAsync(70);
        Assert.NotEqual(1370, Remembered);
        await Storage.FillAsync(Stored.Neighbour, 1);
        await Storage.DeleteAsync(Stored.Key);

        Assert.Equal(1, Remembered);
        Assert.Equal(0, Sql.Number(_folder.Database, "SELECT count(*) FROM commit_marks"));
    }

    [Theory]
    [InlineData("UPDATE commit_marks SET commit_id = (SELECT commit_id FROM commits WHERE revision = 1250) WHERE place = (SELECT min(place) FROM commit_marks)")]
    [InlineData("UPDATE commit_marks SET place = place + 500 WHERE place = (SELECT min(place) FROM commit_marks)")]
    [InlineData("UPDATE commit_marks SET stored_at = 0")]
    [InlineData("UPDATE commit_marks SET seal = 0")]
    [InlineData("UPDATE commits SET previous = (SELECT commit_id FROM commits WHERE revision = 1250) WHERE revision = 60")]
    [InlineData("UPDATE commits SET revision = 1250 WHERE revision = 60")]
    public async Task Damage_forgets_no_commit_that_is_to_be_remembered(string sql)
    {
        await CommitAsync(1300);
        Sql.Execute(_folder.Database, sql);
        _clock.Now += TimeSpan.FromDays(2);
        await CommitAsync(70);

        for (int revision = _commits.Count - CommitMemory.Commits + 1; revision <= _commits.Count; revision++)
        {
            Assert.Equal(new CommitOutcome(CommitStatus.Repeated, revision, revision), await Storage.CommitAsync(_commits[revision - 1]));
        }
    }

    private long Remembered => Sql.Number(_folder.Database, "SELECT count(*) FROM commits");

    private async Task CommitAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            SessionCommit commit = TestCommits.Commit(Stored.Key, _commits.Count, _commits.Count == 0 ? "h" : null, $"{_commits.Count}");
            Assert.Equal(CommitStatus.Committed, (await Storage.CommitAsync(commit)).Status);
            _commits.Add(commit);
        }
    }

    private sealed class ManualClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
