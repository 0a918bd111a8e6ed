using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Damage;

/// <summary>Keys that are missing, or are another's, are reported and hurt nobody else.</summary>
public sealed class DamagedKeyTests : RedisTest
{
    private const int Length = 20;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Storage.FillAsync(Stored.Key, Enumerable.Repeat(1, Length));
        await Storage.FillAsync(Stored.Neighbour, Enumerable.Repeat(1, Length));
    }

    [Fact]
    public async Task A_missing_key_is_reported()
    {
        Keys.SessionKeys keys = KeysOf(Stored.Key);
        foreach (RedisKey key in new[] { keys.Session, keys.Log })
        {
            byte[]? dump = await Behind.KeyDumpAsync(key);
            await Behind.KeyDeleteAsync(key);
            await AssertDamagedAsync();
            await Behind.KeyRestoreAsync(key, dump!);
        }
    }

    [Fact]
    public async Task Entries_that_are_missing_or_too_many_are_reported_and_not_skipped()
    {
        RedisKey log = KeysOf(Stored.Key).Log;
        RedisValue last = await Behind.ListRightPopAsync(log);
        await AssertDamagedAsync();
        await Behind.ListRightPushAsync(log, last);

        RedisValue first = await Behind.ListLeftPopAsync(log);
        await AssertDamagedAsync();
        await Behind.ListLeftPushAsync(log, first);

        await Behind.ListRightPushAsync(log, first);
        await AssertDamagedAsync();
        await Behind.ListRightPopAsync(log);
        Assert.Equal(Stored.Numbers(0, Length), (await Storage.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_missing_field_is_reported()
    {
        foreach (string field in new[] { "state", "head" })
        {
            RedisValue value = await Behind.HashGetAsync(KeysOf(Stored.Key).Session, field);
            await Behind.HashDeleteAsync(KeysOf(Stored.Key).Session, field);
            await AssertDamagedAsync(takesCommits: field == "head");
            await Behind.HashSetAsync(KeysOf(Stored.Key).Session, field, value);
        }
    }

    [Fact]
    public async Task The_record_of_another_session_is_that_of_none()
    {
        RedisValue record = await Behind.HashGetAsync(KeysOf(Stored.Neighbour).Session, "state");
        await Behind.HashSetAsync(KeysOf(Stored.Key).Session, "state", record);

        await AssertDamagedAsync();
    }

    [Fact]
    public async Task A_session_that_the_index_lost_is_told_of_as_damaged_and_comes_back_with_its_next_commit()
    {
        Keys.SessionKeys keys = KeysOf(Stored.Key);
        await Behind.SortedSetRemoveAsync(keys.Index, keys.Id);

        Assert.NotNull((await Storage.GetInfoAsync(Stored.Key))!.Damage);
        Assert.Equal(["session"], await DamagedAsync());
        Assert.Equal(["neighbour"], await ListedAsync());
        Assert.Equal(Stored.Numbers(0, Length), (await Storage.ReadAsync(Stored.Key)).Entries);
        await Storage.CommitAsync(TestCommits.Commit(Stored.Key, Length, null, "more"));

        Assert.Null((await Storage.GetInfoAsync(Stored.Key))!.Damage);
        Assert.Equal(["session", "neighbour"], await ListedAsync());
    }

    [Fact]
    public async Task An_index_that_names_what_is_not_there_hides_no_session()
    {
        Keys.SessionKeys keys = KeysOf(Stored.Key);
        await Behind.SortedSetAddAsync(keys.Index, "stray", 9e15);
        await Behind.SortedSetAddAsync(keys.Index, "no id at all", 9e15);
        await Behind.SortedSetAddAsync(KeysOf(Stored.Neighbour).Index, "/?", 1);

        Assert.Equal(["neighbour", "session"], (await ListedAsync()).Order(StringComparer.Ordinal));
        await Storage.CommitAsync(TestCommits.Commit(Stored.Key, Length, null, "more"));   // and the far future of a stray moves no other
        Assert.Equal(["session", "neighbour"], await ListedAsync());
    }

    [Fact]
    public async Task What_is_damaged_can_be_deleted_and_stays_so()
    {
        await Behind.HashSetAsync(KeysOf(Stored.Key).Session, "state", "nonsense");

        Assert.True(await Storage.DeleteAsync(Stored.Key));

        Assert.Null(await Storage.GetInfoAsync(Stored.Key));
        Assert.Equal(CommitStatus.Deleted, (await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "again"))).Status);
        Assert.Equal(["neighbour"], await ListedAsync());
    }

    [Fact]
    public async Task Entries_that_changed_places_or_are_anothers_are_reported()
    {
        RedisKey log = KeysOf(Stored.Key).Log;
        RedisValue three = await Behind.ListGetByIndexAsync(log, 3);
        RedisValue four = await Behind.ListGetByIndexAsync(log, 4);
        foreach (RedisValue other in new RedisValue[] { four, await Behind.ListGetByIndexAsync(KeysOf(Stored.Neighbour).Log, 3), TestCommits.Entry("3"), "", "x" })
        {
            await Behind.ListSetByIndexAsync(log, 3, other);

            await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.ReadAsync(Stored.Key));
            await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.ReadAsync(Stored.Key, new EntryRange(3, 1)));
            Assert.Equal(["4"], (await Storage.ReadAsync(Stored.Key, new EntryRange(4, 1))).Entries);
            Assert.Equal(Stored.Numbers(0, Length), (await Storage.ReadAsync(Stored.Neighbour)).Entries);
        }

        await Behind.ListSetByIndexAsync(log, 3, three);
        Assert.Equal(Stored.Numbers(0, Length), (await Storage.ReadAsync(Stored.Key)).Entries);
    }

    [Fact]
    public async Task A_head_that_was_another_one_is_reported()
    {
        await Storage.CommitAsync(TestCommits.Commit(Stored.Key, Length, "h2"));
        foreach (byte[] other in new byte[][] { TestCommits.Head("h"), TestCommits.Head("never"), [] })
        {
            await Behind.HashSetAsync(KeysOf(Stored.Key).Session, "head", other);

            await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.ReadAsync(Stored.Key));
        }

        await Storage.CommitAsync(TestCommits.Commit(Stored.Key, Length + 1, "h3"));   // whole again
        Assert.Equal("h3", (await Storage.ReadAsync(Stored.Key)).Head);
    }

    [Fact]
    public async Task What_a_commit_stood_for_is_right_or_reported_whatever_its_record_holds()
    {
        SessionCommit[] commits = [.. Enumerable.Range(0, 5).Select(i => TestCommits.Commit(new SessionKey(new SessionId("third")), i, i == 0 ? "h" : null, $"{i}"))];
        foreach (SessionCommit commit in commits)
        {
            await Storage.CommitAsync(commit);
        }

        Keys.SessionKeys keys = KeysOf(commits[0].Key);
        RedisValue[] order = await Behind.ListRangeAsync(keys.Order);
        foreach (RedisValue other in new RedisValue[] { order[3], order[1], "", "x", $"{order[2]}"[..^1], $"{order[2]}".Replace("commit 3", "commit 2", StringComparison.Ordinal) })
        {
            await Behind.ListSetByIndexAsync(keys.Order, 2, other);

            await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.RecallAsync(commits[0].Key, 3, commits[2].CommitId));
            await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.RecallAsync(commits[0].Key, 3, Guid.NewGuid()));
            Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 3, 3), await Storage.CommitAsync(commits[2]));
        }

        await Behind.ListSetByIndexAsync(keys.Order, 2, order[2]);
        RedisValue id = commits[2].CommitId.ToByteArray(bigEndian: true);
        RedisValue proof = await Behind.HashGetAsync(keys.Commits, id);
        await Behind.HashSetAsync(keys.Commits, id, $"{proof}".Replace("3 3", "4 4", StringComparison.Ordinal));
        Assert.Equal(CommitStatus.CommitIdReused, (await Storage.CommitAsync(commits[2])).Status);
        await Behind.HashDeleteAsync(keys.Commits, id);
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.CommitAsync(commits[2]));
        await Behind.KeyDeleteAsync(keys.Order);
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.RecallAsync(commits[0].Key, 5, commits[4].CommitId));
        Assert.Equal(Stored.Numbers(0, 5), (await Storage.ReadAsync(commits[0].Key)).Entries);
    }

    [Fact]
    public async Task A_tombstone_that_was_damaged_brings_no_session_back()
    {
        await Storage.DeleteAsync(Stored.Key);
        Keys.SessionKeys keys = KeysOf(Stored.Key);
        RedisValue other = await Behind.HashGetAsync(KeysOf(Stored.Neighbour).Session, "state");
        foreach (RedisValue state in new RedisValue[] { "deleted 0000000000000000", "deletec 0", "", other })
        {
            await Behind.HashSetAsync(keys.Session, "state", state);

            await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.CommitAsync(TestCommits.Commit(Stored.Key, 0, "again")));
            await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.ReadAsync(Stored.Key));
        }
    }

    [Fact]
    public async Task A_session_that_stands_in_the_index_of_another_bucket_too_is_listed_once()
    {
        var store = new Keys.StoreKeys(Prefix);
        for (int bucket = 0; bucket < Keys.StoreKeys.Buckets; bucket++)
        {
            await Behind.SortedSetAddAsync(store.Index(SessionKey.DefaultTenant, bucket), "session", 5, When.NotExists);
        }

        Assert.Equal(["neighbour", "session"], (await ListedAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sessions_whose_whole_index_was_lost_are_listed_behind_all_others_once_each_and_their_tenant_too()
    {
        string[] ids = [.. Enumerable.Range(0, 30).Select(i => $"lost-{i:00}")];
        foreach (string id in ids)
        {
            await Storage.FillAsync(new SessionKey("tenant", new SessionId(id)), 1);
        }

        var store = new Keys.StoreKeys(Prefix);
        for (int bucket = 0; bucket < Keys.StoreKeys.Buckets; bucket++)
        {
            await Behind.KeyDeleteAsync(store.Index("tenant", bucket));
        }

        await Storage.FillAsync(new SessionKey("tenant", new SessionId("kept")), 1);
        foreach (SessionOrder order in new[] { SessionOrder.LatestFirst, SessionOrder.LatestLast })
        {
            foreach (int pageSize in new[] { 1, 4, 100 })
            {
                List<StoredSessionInfo> all = await AllAsync("tenant", order, pageSize);

                Assert.Equal("kept", all[0].Key.Id.Value);
                Assert.Null(all[0].Damage);
                Assert.All(all.Skip(1), session => Assert.NotNull(session.Damage));
                Assert.Equal(ids, all.Skip(1).Select(session => session.Key.Id.Value).Order(StringComparer.Ordinal));
            }
        }

        Assert.Equal([SessionKey.DefaultTenant, "tenant"], await Storage.ListTenantsAsync().ToListAsync());
    }

    [Fact]
    public async Task Sessions_that_an_index_gives_one_time_are_all_listed_however_small_the_pages_are()
    {
        SessionKey[] keys = [.. Enumerable.Range(0, 400).Select(i => new SessionKey("tenant", new SessionId($"s-{i}"))).Where(key => KeysOf(key).Index == new Keys.StoreKeys(Prefix).Index("tenant", 7))];
        Assert.True(keys.Length > 2);
        foreach (SessionKey key in keys)
        {
            await Storage.FillAsync(key, 1);
        }

        foreach (double time in new[] { 5, 1.5, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon })
        {
            foreach (SessionKey key in keys)
            {
                await Behind.SortedSetAddAsync(KeysOf(key).Index, KeysOf(key).Id, time);
            }

            foreach (SessionOrder order in new[] { SessionOrder.LatestFirst, SessionOrder.LatestLast })
            {
                foreach (int pageSize in new[] { 1, 2, 100 })
                {
                    Assert.Equal(
                        keys.Select(key => key.Id.Value).Order(StringComparer.Ordinal),
                        (await AllAsync("tenant", order, pageSize)).Select(session => session.Key.Id.Value).Order(StringComparer.Ordinal));
                }
            }
        }
    }

    [Fact]
    public async Task An_id_that_an_index_misspells_names_no_session_and_the_right_one_is_listed()
    {
        Keys.SessionKeys keys = KeysOf(Stored.Key);
        double time = (await Behind.SortedSetScoreAsync(keys.Index, keys.Id))!.Value;
        await Behind.SortedSetRemoveAsync(keys.Index, keys.Id);
        await Behind.SortedSetAddAsync(keys.Index, "sessio/", time);

        Assert.Equal(["session"], await DamagedAsync());
        Assert.Equal(["neighbour"], await ListedAsync());
    }

    private async Task<List<StoredSessionInfo>> AllAsync(string tenant, SessionOrder order, int pageSize)
    {
        var all = new List<StoredSessionInfo>();
        var query = new StoredSessionQuery { Tenant = tenant, Order = order, PageSize = pageSize };
        while (true)
        {
            StoredSessionPage page = await Storage.ListAsync(query);
            Assert.True(page.Sessions.Count <= pageSize);
            all.AddRange(page.Sessions);
            if (page.Continuation is null)
            {
                return all;
            }

            query = query with { Continuation = page.Continuation };
        }
    }

    private async Task<string[]> DamagedAsync() =>
        [.. (await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions.Where(session => session.Damage is not null).Select(session => session.Key.Id.Value)];

    private async Task AssertDamagedAsync(bool takesCommits = false)
    {
        await using RedisStorage storage = Open();
        SessionCorruptException error = await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.ReadAsync(Stored.Key));
        Assert.Equal(Stored.Key, error.Session ?? Stored.Key);
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.ReadAsync(Stored.Key, new EntryRange(Length - 1, 1)));
        if (!takesCommits)
        {
            await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.CommitAsync(TestCommits.Commit(Stored.Key, Length, null, "x")));
        }

        Assert.NotNull((await storage.GetInfoAsync(Stored.Key))!.Damage);
        StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        Assert.NotNull(page.Sessions.Single(session => session.Key == Stored.Key).Damage);
        Assert.Null(page.Sessions.Single(session => session.Key == Stored.Neighbour).Damage);
        Assert.Equal(Stored.Numbers(0, Length), (await storage.ReadAsync(Stored.Neighbour)).Entries);
    }

    private async Task<string[]> ListedAsync() =>
        [.. (await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions.Where(session => session.Damage is null).Select(session => session.Key.Id.Value)];
}
