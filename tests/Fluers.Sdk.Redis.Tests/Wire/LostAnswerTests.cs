using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Redis.Tests.Wire;

/// <summary>When the wire is cut, the caller is told what is known, and nothing is stored twice.</summary>
public sealed class LostAnswerTests : RedisTest
{
    // Only against hanging.
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);

    private WireProxy? _proxy;
    private RedisStorage? _far;

    private RedisStorage Far => _far!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.SkipWhen(RedisServer.WhyNoPrivate is not null, RedisServer.WhyNoPrivate ?? "");
        _proxy = WireProxy.Before(RedisServer.Shared.Port);
        _far = RedisStorage.Open($"127.0.0.1:{_proxy.Port}", new RedisOptions { Prefix = Prefix });
        await _far.FillAsync(Stored.Key, 1, 1);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_far is not null)
        {
            await _far.DisposeAsync();
            _proxy!.Dispose();
        }

        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_commit_whose_question_is_lost_is_asked_again()
    {
        _proxy!.LoseQuestions();

        Assert.Equal(new CommitOutcome(CommitStatus.Committed, 3, 3), await Far.CommitAsync(TestCommits.Commit(Stored.Key, 2, null, "2")));
    }

    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_asked_again_and_stored_once()
    {
        _proxy!.LoseAnswers();

        CommitOutcome outcome = await Far.CommitAsync(TestCommits.Commit(Stored.Key, 2, null, "2"));

        Assert.Contains(outcome, new CommitOutcome[] { new(CommitStatus.Committed, 3, 3), new(CommitStatus.Repeated, 3, 3) });
        Assert.Equal(Stored.Numbers(0, 3), (await Far.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_commit_that_stays_unanswered_is_in_doubt_until_it_is_repeated()
    {
        SessionCommit commit = TestCommits.Commit(Stored.Key, 2, null, "2");
        _proxy!.LoseAnswers(int.MaxValue);

        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await Far.CommitAsync(commit));

        Assert.Contains("Whether the change was stored is not known", error.Message, StringComparison.Ordinal);
        _proxy.LoseAnswers(0);
        CommitOutcome outcome = await UntilAnswered(() => Far.CommitAsync(commit));
        Assert.Contains(outcome, new CommitOutcome[] { new(CommitStatus.Committed, 3, 3), new(CommitStatus.Repeated, 3, 3) });
        Assert.Equal(Stored.Numbers(0, 3), (await Far.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_deletion_whose_answer_is_lost_is_in_doubt()
    {
        _proxy!.LoseAnswers();

        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await Far.DeleteAsync(Stored.Key));

        Assert.Contains("not known", error.Message, StringComparison.Ordinal);
        await UntilAnswered(() => Far.DeleteAsync(Stored.Key));
        Assert.Null(await Far.GetInfoAsync(Stored.Key));
    }

    [Fact]
    public async Task A_read_whose_answer_is_lost_begins_anew()
    {
        _proxy!.LoseAnswers();
        Assert.Equal(Stored.Numbers(0, 2), (await Far.ReadAsync(Stored.Key)).Entries);

        _proxy.LoseAnswers();
        Assert.Equal(2, (await Far.GetInfoAsync(Stored.Key))!.Revision);
    }

    [Fact]
    public async Task A_connection_that_broke_while_nobody_asked_is_not_noticed()
    {
        _proxy!.Cut();

        Assert.Equal(CommitStatus.Committed, (await Far.CommitAsync(TestCommits.Commit(Stored.Key, 2, null, "2"))).Status);
    }

    private static async Task<T> UntilAnswered<T>(Func<ValueTask<T>> call)
    {
        long start = Environment.TickCount64;
        while (true)
        {
            try
            {
                return await call();
            }
            catch (SessionStorageException) when (Environment.TickCount64 - start < Never.TotalMilliseconds)
            {
                await Task.Delay(50);
            }
        }
    }
}
