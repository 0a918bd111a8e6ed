using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Wire;

/// <summary>When the wire is cut, the caller is told what is known, and nothing is stored twice.</summary>
public sealed class LostAnswerTests : PostgreSqlTest
{
    private WireProxy? _proxy;
    private PostgreSqlStorage? _far;

    private PostgreSqlStorage Far => _far!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _proxy = WireProxy.Before(new NpgsqlConnectionStringBuilder(Server).Port);
        _far = Open($"Host=127.0.0.1;Port={_proxy.Port};Timeout=5;SSL Mode=Disable;GSS Encryption Mode=Disable");
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

        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 3, 3), await Far.CommitAsync(TestCommits.Commit(Stored.Key, 2, null, "2")));
        Assert.Equal(Stored.Numbers(0, 3), (await Far.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_commit_that_stays_unanswered_is_in_doubt_until_it_is_repeated()
    {
        SessionCommit commit = TestCommits.Commit(Stored.Key, 2, null, "2");
        _proxy!.LoseAnswers(2);

        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await Far.CommitAsync(commit));

        Assert.Contains("Whether the change was stored is not known", error.Message, StringComparison.Ordinal);
        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 3, 3), await Far.CommitAsync(commit));
    }

    [Fact]
    public async Task A_session_repeats_what_is_in_doubt_at_its_next_save()
    {
        var store = new SessionStore(Far);
        Session<SessionState> session = await store.CreateAsync(new SessionState { Model = "m", MaxTurns = 3 });
        session.Append(AgentMessage.User("once"));
        _proxy!.LoseAnswers(2);
        await Assert.ThrowsAsync<SessionStorageException>(async () => await session.SaveAsync());

        session.Append(AgentMessage.User("twice"));
        await session.SaveAsync();

        Assert.Equal(["once", "twice"], (await store.LoadAsync<SessionState>(session.Id))!.State.Messages.Select(message => message.Text));
        Assert.Equal(3, session.Revision);
    }

    [Fact]
    public async Task A_fork_whose_answer_is_lost_is_made_once()
    {
        _proxy!.LoseAnswers();

        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 1, 2), await Far.ForkAsync(Stored.Key, 2, Stored.Neighbour));
        Assert.Equal(Stored.Numbers(0, 2), (await Far.ReadAsync(Stored.Neighbour)).Entries);
    }

    [Fact]
    public async Task A_deletion_whose_answer_is_lost_is_in_doubt()
    {
        _proxy!.LoseAnswers();

        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await Far.DeleteAsync(Stored.Key));

        Assert.Contains("not known", error.Message, StringComparison.Ordinal);
        Assert.Null(await Far.GetInfoAsync(Stored.Key));
    }

    [Fact]
    public async Task A_read_whose_answer_is_lost_begins_anew()
    {
        _proxy!.LoseAnswers();
        Assert.Equal(Stored.Numbers(0, 2), (await Far.ReadAsync(Stored.Key)).Entries);

        _proxy.LoseAnswers();
        Assert.Equal(2, (await Far.GetInfoAsync(Stored.Key))!.Revision);

        _proxy.LoseAnswers();
        Assert.Single((await Far.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions);
    }

    [Fact]
    public async Task Connections_that_broke_while_nobody_asked_are_not_noticed()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await Far.GetInfoAsync(Stored.Key))));
        _proxy!.Cut();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await Far.GetInfoAsync(Stored.Key))));
        _proxy.Cut();

        Assert.Equal(CommitStatus.Committed, (await Far.CommitAsync(TestCommits.Commit(Stored.Key, 2, null, "2"))).Status);
    }
}
