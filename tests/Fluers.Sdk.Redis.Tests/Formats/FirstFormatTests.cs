using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Formats;

/// <summary>A store that the first build wrote is read as it is; each session is upgraded when it is next written.</summary>
public sealed class FirstFormatTests : RedisTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        using var reader = new StreamReader(typeof(FirstFormatTests).Assembly.GetManifestResourceStream("format-1.txt")!);
        while (await reader.ReadLineAsync() is { } line)
        {
            byte[][] command = [.. line.Split(' ').Select(Convert.FromBase64String)];
            string name = System.Text.Encoding.ASCII.GetString(command[0]);
            string key = System.Text.Encoding.ASCII.GetString(command[1]).Replace("format-1:", $"{Prefix}:", StringComparison.Ordinal);
            await Behind.ExecuteAsync(name, [(RedisKey)key, .. command.Skip(2).Cast<object>()]);
        }
    }

    [Fact]
    public async Task A_look_reads_what_is_there_and_changes_nothing()
    {
        Dictionary<string, byte[]> before = await DumpAsync();

        await Golden.AssertWholeAsync(Storage);

        Assert.Equal(before, await DumpAsync());
    }

    [Fact]
    public async Task Every_change_goes_on_from_what_was_stored()
    {
        await Golden.AssertGoesOnAsync(Storage);

        Assert.Equal("fluers-sdk 2", await Behind.StringGetAsync($"{Prefix}:{{stamp}}"));
    }

    [Fact]
    public async Task An_upgraded_store_reads_as_it_did_before()
    {
        await Storage.SetUpAsync();

        await Golden.AssertWholeAsync(Storage);
        await Storage.CommitAsync(TestCommits.Commit(Golden.Short, 2, null, "c"));
        Assert.Equal(["a", "b", "c"], (await Storage.ReadAsync(Golden.Short)).Entries);
        Assert.Equal("another head", (await Storage.ReadAsync(Golden.Short)).Head);
    }

    [Fact]
    public async Task What_is_written_by_this_build_an_older_one_that_is_still_open_leaves_alone()
    {
        await Storage.CommitAsync(TestCommits.Commit(Golden.Long, 70, null, "70"));
        SessionKeys keys = KeysOf(Golden.Long);

        // It looks for its own record, and takes a session without one, and with a log, for damaged.
        Assert.False(await Behind.HashExistsAsync(keys.Session, "record"));
        Assert.Equal(71, await Behind.ListLengthAsync(keys.Log));
    }

    [Fact]
    public async Task What_was_remembered_of_the_old_commits_goes_when_it_is_old_and_far_back()
    {
        var clock = new Clock();
        await using var storage = RedisStorage.Open(Server, new RedisOptions { Prefix = Prefix, Clock = clock });
        SessionKeys keys = KeysOf(Golden.Long);
        for (int i = 0; i < CommitMemory.Commits + 5; i++)
        {
            await storage.CommitAsync(TestCommits.Commit(Golden.Long, 70 + i, null, "x"));
        }

        Assert.Equal(70, await Behind.HashLengthAsync(keys.Earlier));
        Assert.Equal(new CommitOutcome(CommitStatus.Repeated, 5, 5), await storage.CommitAsync(Golden.LongCommits[4]));
        clock.Now += CommitMemory.Age + TimeSpan.FromMinutes(1);
        await storage.CommitAsync(TestCommits.Commit(Golden.Long, 70 + CommitMemory.Commits + 5, null, "x"));

        Assert.False(await Behind.KeyExistsAsync(keys.Earlier));
        Assert.Equal(CommitRecall.Forgotten, await storage.RecallAsync(Golden.Long, 5, Golden.LongCommits[4].CommitId));
        Assert.Equal(CommitStatus.Conflict, (await storage.CommitAsync(Golden.LongCommits[4])).Status);
        Assert.Equal("another head", (await storage.ReadAsync(Golden.Short)).Head);
    }

    [Fact]
    public async Task What_was_damaged_before_the_upgrade_is_reported_after_it()
    {
        await Behind.ListRightPopAsync(KeysOf(Golden.Long).Log);

        await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.ReadAsync(Golden.Long));
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.CommitAsync(TestCommits.Commit(Golden.Long, 70, null, "70")));
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await Storage.ReadAsync(Golden.Long));
    }

    private async Task<Dictionary<string, byte[]>> DumpAsync()
    {
        string[] keys = (string[])(await Behind.ExecuteAsync("KEYS", $"{Prefix}:*"))!;
        var all = new Dictionary<string, byte[]>();
        foreach (string key in keys.Order(StringComparer.Ordinal))
        {
            all[key] = (await Behind.KeyDumpAsync(key))!;
        }

        return all;
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
