namespace Fluers.Sdk.Testing;

/// <summary>Distinct keys never share a physical key; hostile ids never leave their place.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class KeyLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    [Fact]
    public async Task Distinct_keys_hold_distinct_sessions()
    {
        SessionKey[] keys =
        [
            .. from tenant in HostileNames.All
               from id in HostileNames.All
               select new SessionKey(tenant, new SessionId(id)),
        ];
        for (int i = 0; i < keys.Length; i++)
        {
            await Store(TestCommits.Commit(keys[i], 0, $"h{i}", $"e{i}"));
        }

        for (int i = 0; i < keys.Length; i++)
        {
            Assert.Equal($"1: h{i} [e{i}]", await Content(keys[i]));
            Assert.Equal(keys[i], (await Storage.GetInfoAsync(keys[i]))!.Key);
        }

        Assert.Equal(HostileNames.All.Reverse(), await Listed("..", pageSize: 7));
    }

    [Fact]
    public async Task Deleting_one_of_two_similar_keys_leaves_the_other()
    {
        foreach ((string deleted, string left) in new[] { ("a", "A"), ("a", "a."), ("1", "01"), ("a:b", "a_b") })
        {
            string tenant = $"tenant-{deleted}-{left}";
            await Store(TestCommits.Commit(Key(deleted, tenant), 0, "h"));
            await Store(TestCommits.Commit(Key(left, tenant), 0, "left", "a"));

            Assert.True(await Storage.DeleteAsync(Key(deleted, tenant)));

            Assert.Equal("1: left [a]", await Content(Key(left, tenant)));
        }
    }

    [Fact]
    public async Task Closing_a_storage_twice_is_harmless()
    {
        await Storage.DisposeAsync();
        await Storage.DisposeAsync();
    }
}
