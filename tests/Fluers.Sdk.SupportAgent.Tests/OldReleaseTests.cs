using System.Text.Json;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Storage;
using Fluers.Sdk.SupportAgent.Tests.Harness;
using SupportAgent;

namespace Fluers.Sdk.SupportAgent.Tests;

/// <summary>The sample goes on with what its first three releases stored.</summary>
public sealed class OldReleaseTests : Workplace
{
    [Fact]
    public async Task A_conversation_of_the_first_release_is_shown_and_goes_on_in_a_session_of_today()
    {
        File.Copy(Release("release-1.db"), StorePath);

        Finished run = (await AgentProcess.RunAsync(Directory, "It arrived broken. Please refund it.\n", "--store", StorePath, "--session", "release-1")).Succeeded();

        Assert.Equal(
            [
                "release-1 was stored as version 1 by an earlier release, and stays as it is; release-1-continued goes on with it",
                "you: Hello! Where is my order A-1042?", "agent: Your order A-1042, the desk lamp for 39.90 EUR, was delivered yesterday.",
            ],
            run.Labelled("earlier"));
        Assert.Equal("Done: 39.90 EUR for order A-1042 goes back to you within 3 days. The refund is R-1042-1.", Assert.Single(run.Labelled("agent")));
        SupportConversation state = await ReadAsync(SessionId.Parse("release-1-continued"));
        Assert.Equal((8, Priority.High, "Mara Lindqvist", 39.90m), (state.Messages.Count, state.Priority, state.Customer?.Name, Assert.Single(state.Refunds).Amount));
    }

    [Fact]
    public async Task A_conversation_of_the_second_release_is_shown_and_goes_on_with_its_refunds()
    {
        File.Copy(Release("release-2.db"), StorePath);

        Finished run = (await AgentProcess.RunAsync(Directory, "Which refunds did I get?\nPlease refund A-1078.", "--store", StorePath, "--session", "release-2")).Succeeded();

        Assert.StartsWith("release-2 was stored as version 2 by an earlier release", run.Labelled("earlier")[0], StringComparison.Ordinal);
        Assert.Equal("One refund: R-1078-1 of 129.00 EUR for order A-1078.", run.Labelled("agent")[0]);
        Assert.Contains("has been refunded already", run.Labelled("agent")[1], StringComparison.Ordinal);
        SupportConversation state = await ReadAsync(SessionId.Parse("release-2-continued"));
        Assert.Equal(("A-1078 arrived broken. Please refund it.", Priority.High, "R-1078-1"), (state.Subject, state.Priority, Assert.Single(state.Refunds).Id));
    }

    [Fact]
    public async Task A_second_start_finds_the_session_that_the_first_one_made()
    {
        File.Copy(Release("release-1.db"), StorePath);

        (await AgentProcess.RunAsync(Directory, "Please refund it.", "--session", "release-1")).Succeeded();
        Finished second = (await AgentProcess.RunAsync(Directory, "Which refunds did I get?", "--session", "release-1")).Succeeded();
        Finished third = (await AgentProcess.RunAsync(Directory, "Which refunds did I get?", "--session", "release-1-continued")).Succeeded();

        Assert.All([second, third], run => Assert.Equal("One refund: R-1042-1 of 39.90 EUR for order A-1042.", Assert.Single(run.Labelled("agent"))));
        await using SessionStore store = OpenStore();
        Assert.Equal(2, await store.ListAsync().CountAsync());
    }

    [Fact]
    public async Task Of_two_starts_at_once_both_go_on_with_one_session()
    {
        File.Copy(Release("release-1.db"), StorePath);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => (await AgentProcess.RunAsync(Directory, "", "--session", "release-1")).Succeeded()));

        await using SessionStore store = OpenStore();
        Assert.Equal(["release-1", "release-1-continued"], (await store.ListAsync().ToListAsync()).Select(info => info.Id.Value).Order());
        Assert.Equal(2, (await ReadAsync(SessionId.Parse("release-1-continued"))).Log.Count);
    }

    [Fact]
    public async Task A_turn_that_the_third_release_left_in_the_middle_is_finished()
    {
        await using (SessionStore store = OpenStore())
        {
            await store.CreateAsync(new SessionId("release-3"), new SupportSession
            {
                Model = "offline",
                Subject = "Please refund A-1042.",
                Priority = Priority.Low,
                Messages =
                [
                    new SupportMessage(MessageRole.User, [new ContentBlock.Text("Please refund A-1042.")]),
                    new SupportMessage(MessageRole.Assistant, [new ContentBlock.ToolUse("call-1", "open_refund", JsonElement.Parse("""{"order_id":"A-1042","amount":39.90,"reason":"x"}"""))]),
                ],
            });
        }

        Finished run = (await AgentProcess.RunAsync(Directory, "", "--session", "release-3")).Succeeded();

        Assert.Single(run.Labelled("resume"));
        Assert.Contains("\"outcome\":\"unknown\"", run.Labelled("result")[0], StringComparison.Ordinal);
        Assert.Single((await ReadAsync(SessionId.Parse("release-3-continued"))).Refunds);
    }

    [Fact]
    public async Task What_an_earlier_release_stored_stays_as_it_was_whoever_goes_on_with_it()
    {
        File.Copy(Release("release-1.db"), StorePath);
        byte[][] before = await EntriesAsync();

        (await AgentProcess.RunAsync(Directory, "Thank you.\n", "--store", StorePath, "--session", "release-1")).Succeeded();

        Assert.Equal(before.Select(Convert.ToHexString), (await EntriesAsync()).Select(Convert.ToHexString));
        await using SessionStore store = OpenStore();
        Session<SupportSession> session = (await store.LoadAsync<SupportSession>(SessionId.Parse("release-1")))!;
        Assert.Equal((1, 1L), (session.StoredVersion, session.Revision));
    }

    [Fact]
    public async Task Whoever_only_looks_changes_nothing()
    {
        File.Copy(Release("release-1.db"), StorePath);
        byte[][] before = await EntriesAsync();

        Finished run = (await AgentProcess.RunAsync(Directory, "", "--list", "--store", StorePath)).Succeeded();

        Assert.Contains("Hello! Where is my order A-1042?", run.Output, StringComparison.Ordinal);
        Assert.Equal(before.Select(Convert.ToHexString), (await EntriesAsync()).Select(Convert.ToHexString));
        await using SessionStore store = OpenStore();
        Session<SupportSession> session = (await store.LoadAsync<SupportSession>(SessionId.Parse("release-1")))!;
        Assert.Equal((1, 1L), (session.StoredVersion, session.Revision));
    }

    [Theory]
    [InlineData("support-session", 1)]
    [InlineData("support-session", 2)]
    [InlineData("support-message", 1)]
    [InlineData("support-message", 2)]
    public void The_lock_tells_of_each_release_what_its_own_lock_tells(string id, int version)
    {
        string own = Block(Path.Combine(Path.GetDirectoryName(Release("release-1.db"))!, $"Release{version}", "schemas", $"{id}.schema.json"), version);
        string today = Block(Path.Combine(Path.GetDirectoryName(Release("release-1.db"))!, "..", "SupportAgent", "schemas", $"{id}.schema.json"), version);
        Assert.Equal(own, today);
    }

    private static string Release(string file)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Build.targets")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "samples", "SupportAgent.Releases", file);
    }

    private static string Block(string path, int version)
    {
        using JsonDocument schemaLock = JsonDocument.Parse(File.ReadAllBytes(path));
        return schemaLock.RootElement.GetProperty("versions").EnumerateArray().Single(block => block.GetProperty("version").GetInt32() == version).GetRawText();
    }

    private async Task<byte[][]> EntriesAsync()
    {
        await using ISessionStorage storage = SqliteStorage.Open(StorePath);
        var frames = new Frames();
        Assert.True(await storage.ReadAsync(new SessionKey(SessionId.Parse("release-1")), EntryRange.All, frames));
        return [.. frames.Entries];
    }

    private sealed class Frames : IFrameSink
    {
        public List<byte[]> Entries { get; } = [];

        public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head)
        {
        }

        public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames)
        {
            for (var reader = new FrameReader(frames); reader.MoveNext();)
            {
                Entries.Add(reader.Frame.ToArray());
            }
        }
    }
}
