using System.Text.Json;
using Fluers.Sdk.Cli.Stores;
using Fluers.Sdk.Storage;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Cli.Tests.Sessions;

/// <summary>A session that another store does not take hides none of those behind it, and none is too long.</summary>
public sealed class CopyTests
{
    public static TheoryData<string> Kinds => [.. Store.Kinds];

    public static TheoryData<string> Local => [.. Store.Local];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_goes_on_past_sessions_that_are_not_taken_and_names_each_with_the_reason(string kind)
    {
        using Store one = await new Store("sqlite").WithAsync(messages: 3, "deleted", "first", "other", "second", "shorter", "third");
        using Store other = await new Store(kind, alone: true) { Tenant = SessionKey.DefaultTenant }.WithAsync(messages: 1, "deleted", "other");
        await using (var sessions = new SessionStore(other.Open()))
        {
            await sessions.DeleteAsync(new SessionId("deleted"));
            Session<SessionState> session = (await sessions.LoadAsync<SessionState>(new SessionId("other")))!;
            session.Append(AgentMessage.User("another way"));
            await session.SaveAsync();
        }

        await other.WithAsync(messages: 4, "shorter");

        Ran ran = await Fluers.RunWithAsync(one.Folder, other.Environment, "sessions", "copy", "--store", one.Url, "--to", other.Url, "--json");
        string shown = (await Fluers.RunWithAsync(one.Folder, other.Environment, "sessions", "copy", "--store", one.Url, "--to", other.Url)).Output;

        Assert.Equal((1, 3), (ran.Exit, ran.Json.GetProperty("copied").GetInt32()));
        Assert.Equal(["deleted", "other", "shorter"], Failures(ran));
        Assert.Contains("0 sessions copied and read back, 0 caught up, 3 there already, 3 not copied.", shown, StringComparison.Ordinal);
        Assert.Contains("another session has this id in the other store; nothing of it was changed", shown, StringComparison.Ordinal);
        Assert.Contains("was deleted", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_on_past_a_session_that_the_other_store_fails_on()
    {
        using Store one = await new Store("file").WithAsync(messages: 3, "first", "second", "third");
        using Store other = await new Store("sqlite").WithAsync(messages: 0);
        await using (var database = new SqliteConnection($"Data Source={other.Folder}/sessions.db;Pooling=False"))
        {
            await database.OpenAsync();
            await using SqliteCommand refuse = database.CreateCommand();
            refuse.CommandText = "CREATE TRIGGER refuse BEFORE INSERT ON sessions WHEN NEW.id = 'second' BEGIN SELECT RAISE(ABORT, 'this is too much'); END";
            await refuse.ExecuteNonQueryAsync();
        }

        Ran ran = await Fluers.RunAsync("sessions", "copy", "--store", one.Url, "--to", other.Url, "--json");

        Assert.Equal((1, 2), (ran.Exit, ran.Json.GetProperty("copied").GetInt32()));
        Assert.Equal(["second"], Failures(ran));
        Assert.Contains("this is too much", ran.Json.GetProperty("failures")[0].GetProperty("because").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_sessions_that_are_named_one_that_is_not_there_hides_none()
    {
        using Store one = await new Store("sqlite").WithAsync(messages: 3, "first", "second");
        using Store other = new("file");

        Ran ran = await Fluers.RunAsync("sessions", "copy", "first", "nobody", "second", "first", "--store", one.Url, "--to", other.Url, "--json");

        Assert.Equal((1, 2), (ran.Exit, ran.Json.GetProperty("copied").GetInt32()));
        Assert.Equal(["nobody"], Failures(ran));
    }

    [Theory]
    [MemberData(nameof(Local))]
    public async Task A_long_session_is_copied_in_commits_of_a_stated_size_and_goes_on_where_it_was_broken_off(string kind)
    {
        using Store one = await new Store("sqlite").WithAsync(messages: 2000, "long");
        using Store other = new(kind);
        var key = new SessionKey(new SessionId("long"));
        await using ISessionStorage source = one.Open();
        await using ISessionStorage target = other.Open();
        var copy = new SessionCopy(source, new Breaking(target, commits: 3), commitBytes: 10_000);

        await Assert.ThrowsAsync<SessionStorageException>(() => copy.CopyAsync(key, CancellationToken.None));
        StoredSessionInfo broken = (await target.GetInfoAsync(key))!;
        Ran verified = await other.RunAsync("sessions", "verify", "--json");
        SessionSchemaException half = await Assert.ThrowsAsync<SessionSchemaException>(async () => await new SessionStore(target).LoadAsync<SessionState>(key.Id));
        Copied rest = await new SessionCopy(source, target, commitBytes: 10_000).CopyAsync(key, CancellationToken.None);
        Copied again = await new SessionCopy(source, target).CopyAsync(key, CancellationToken.None);

        Assert.Contains("is not complete", half.Message, StringComparison.Ordinal);
        Assert.Equal(3, broken.Revision);
        Assert.InRange(broken.EntryCount, 1, 1999);
        Assert.Equal("incomplete", Assert.Single(verified.Json.GetProperty("findings").EnumerateArray()).GetProperty("is").GetString());
        Assert.Equal((Copied.CaughtUp, Copied.Same), (rest, again));
        Assert.InRange((await target.GetInfoAsync(key))!.Revision, 4, long.MaxValue);
        await using var copied = new SessionStore(target);
        Session<SessionState> session = (await copied.LoadAsync<SessionState>(key.Id))!;
        Assert.Equal((2000, "answer 1999"), (session.State.Messages.Count, session.State.Messages[1999].Text));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_times_of_a_session_are_those_of_where_it_came_from(string kind)
    {
        using Store one = await new Store("sqlite").WithAsync(messages: 2, "one");
        await AppendAsync(one);
        using Store other = new(kind, alone: true) { Tenant = SessionKey.DefaultTenant };
        using Store back = new("file");

        (await Fluers.RunWithAsync(one.Folder, other.Environment, "sessions", "copy", "--store", one.Url, "--to", other.Url)).Good();
        string there = await TimesAsync(other);
        await AppendAsync(one);
        (await Fluers.RunWithAsync(one.Folder, other.Environment, "sessions", "copy", "--store", one.Url, "--to", other.Url)).Good();
        string caughtUp = await TimesAsync(other);
        (await other.RunAsync("sessions", "copy", "--to", back.Url)).Good();

        Assert.NotEqual(there, caughtUp);
        Assert.Equal([await TimesAsync(one), await TimesAsync(one)], [caughtUp, await TimesAsync(back)]);
    }

    private static async Task AppendAsync(Store store)
    {
        await using var sessions = new SessionStore(store.Open());
        Session<SessionState> session = (await sessions.LoadAsync<SessionState>(new SessionId("one")))!;
        session.Append(AgentMessage.User("more"));
        await session.SaveAsync();
    }

    /// <summary>To the microsecond: some databases keep no more.</summary>
    private static async Task<string> TimesAsync(Store store)
    {
        JsonElement session = Assert.Single((await store.RunAsync("sessions", "list", "--json")).Json.EnumerateArray());
        return string.Join(' ', new[] { "createdAt", "updatedAt" }.Select(time => $"{session.GetProperty(time).GetDateTimeOffset():yyyy-MM-dd HH:mm:ss.ffffff}"));
    }

    private static string[] Failures(Ran ran) => [.. ran.Json.GetProperty("failures").EnumerateArray().Select(failure => failure.GetProperty("session").GetString()!).Order(StringComparer.Ordinal)];

    /// <summary>A store that takes so many commits.</summary>
    private sealed class Breaking(ISessionStorage storage, int commits) : DelegatingSessionStorage(storage)
    {
        private int _left = commits;

        public override ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default) =>
            _left-- > 0 ? base.CommitAsync(commit, cancellationToken) : throw new SessionStorageException("The cable was pulled.");
    }
}
