using System.Text.Json;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Storage;
using Fluers.Sdk.SupportAgent.Tests.Harness;
using SupportAgent;

namespace Fluers.Sdk.SupportAgent.Tests;

/// <summary>The sample goes on with what its first two releases stored.</summary>
public sealed class OldReleaseTests : Workplace
{
    [Fact]
    public async Task A_conversation_of_the_first_release_is_shown_and_goes_on()
    {
        File.Copy(Release("release-1.db"), StorePath);

        Finished run = (await AgentProcess.RunAsync(Directory, "It arrived broken. Please refund it.\n", "--store", StorePath, "--session", "release-1")).Succeeded();

        Assert.Equal("stored as version 1, read as version 3; what was stored stays as it is until the next save", Assert.Single(run.Labelled("version")));
        Assert.Equal(
            ["you: Hello! Where is my order A-1042?", "agent: Your order A-1042, the desk lamp for 39.90 EUR, was delivered yesterday."],
            run.Labelled("earlier"));
        Assert.Equal("Done: 39.90 EUR for order A-1042 goes back to you within 3 days. The refund is R-1042-1.", Assert.Single(run.Labelled("agent")));
        SupportSession state = await ReadAsync(SessionId.Parse("release-1"));
        Assert.Equal((8, Priority.High, "Mara Lindqvist", 39.90m), (state.Messages.Count, state.Priority, state.Customer?.Name, Assert.Single(state.Refunds).Amount));
    }

    [Fact]
    public async Task A_conversation_of_the_second_release_is_shown_and_goes_on()
    {
        File.Copy(Release("release-2.db"), StorePath);

        Finished run = (await AgentProcess.RunAsync(Directory, "Which refunds did I get?\n", "--store", StorePath, "--session", "release-2")).Succeeded();

        Assert.StartsWith("stored as version 2, read as version 3;", Assert.Single(run.Labelled("version")), StringComparison.Ordinal);
        Assert.Equal("One refund: R-1078-1 of 129.00 EUR for order A-1078.", Assert.Single(run.Labelled("agent")));
        SupportSession state = await ReadAsync(SessionId.Parse("release-2"));
        Assert.Equal((6, Priority.High, new Customer("C-7", null)), (state.Messages.Count, state.Priority, state.Customer));
    }

    [Fact]
    public async Task A_save_writes_the_head_anew_and_leaves_the_entries_as_they_were()
    {
        File.Copy(Release("release-1.db"), StorePath);
        byte[][] before = await EntriesAsync();

        (await AgentProcess.RunAsync(Directory, "Thank you.\n", "--store", StorePath, "--session", "release-1")).Succeeded();

        byte[][] after = await EntriesAsync();
        Assert.Equal(before.Select(Convert.ToHexString), after[..2].Select(Convert.ToHexString));
        Assert.Equal([1, 1, 2, 2], after.Select(frame => FrameHeader.Parse(frame).Version));
        await using SessionStore store = OpenStore();
        Assert.Equal(3, (await store.LoadAsync<SupportSession>(SessionId.Parse("release-1")))!.StoredVersion);
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
