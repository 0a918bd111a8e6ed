using System.Text.Json;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Tests.Migration;

/// <summary>A migration while apps write.</summary>
public sealed class MigrateBesideAppsTests
{
    private const int Sessions = 400;

    private static readonly string App = Fluers.AssemblyOf("samples/SupportAgent", "SupportAgent");

    public static TheoryData<string> Shared => [.. Store.Shared];

    [Theory]
    [MemberData(nameof(Shared))]
    public async Task Beside_an_app_that_keeps_writing_nothing_is_lost_and_what_stays_in_use_is_named(string kind)
    {
        string[] quiet = [.. Enumerable.Range(0, 20).Select(i => $"quiet-{i}")];
        using Store store = await new Store(kind).WithFirstReleaseAsync([.. quiet, "busy"]);
        await using ISessionStorage storage = store.Open();
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        Task<long> writing = WriteAsync(storage, new SessionKey(store.Tenant, new SessionId("busy")), started, stop.Token);
        await started.Task;

        Ran beside = await store.RunAsync("migrate", "--assembly", App, "--apply", "--json");
        await stop.CancelAsync();
        long written = await writing;
        Dictionary<string, StoredSessionInfo> there = await AllAsync(storage, store);
        Ran after = await store.RunAsync("migrate", "--assembly", App, "--apply", "--json");

        bool isBusyLeft = beside.Exit == 1;
        Assert.True(beside.Exit is 0 or 1, beside.Errors);
        Assert.Equal(isBusyLeft ? ["busy in use"] : [], beside.Json.GetProperty("failures").EnumerateArray().Select(left => $"{left.GetProperty("session")} {left.GetProperty("is")}"));
        Assert.Equal(isBusyLeft ? 20 : 21, beside.Json.GetProperty("changed").GetInt32());
        Assert.All(quiet, id => Assert.Equal((3, 2), (there[id].SchemaVersion, there[id].EntryCount)));
        Assert.Equal((isBusyLeft ? 1 : 3, 2 + written), (there["busy"].SchemaVersion, there["busy"].EntryCount));
        Assert.Equal(isBusyLeft ? 1 : 0, after.Json.GetProperty("changed").GetInt32());
        await EverythingIsNewAsync(storage, store, sessions: 21);
    }

    /// <summary>Appends the session's first entry again and again, as an app does that loads anew when another writer was first.</summary>
    /// <returns>How many commits were answered with success.</returns>
    private static async Task<long> WriteAsync(ISessionStorage storage, SessionKey key, TaskCompletionSource started, CancellationToken stop)
    {
        byte[] entry = await FirstEntryAsync(storage, key);
        long written = 0;
        while (!stop.IsCancellationRequested)
        {
            long revision = (await storage.GetInfoAsync(key, CancellationToken.None))!.Revision;
            CommitOutcome outcome = await storage.CommitAsync(
                new SessionCommit { Key = key, ExpectedRevision = revision, CommitId = Guid.CreateVersion7(), Entries = entry, EntryCount = 1 }, CancellationToken.None);
            written += outcome.Status == CommitStatus.Committed ? 1 : 0;
            started.TrySetResult();
            await Task.Delay(1, CancellationToken.None);   // other writers have their turn
        }

        return written;
    }

    private static async Task<byte[]> FirstEntryAsync(ISessionStorage storage, SessionKey key)
    {
        using var frames = new MemoryStream();
        await new SessionStore(storage).ForTenant(key.Tenant).ExportAsync(key.Id, frames);
        return Exported.Split(frames.ToArray()).First(frame => FrameHeader.Parse(frame).Kind == FrameKind.Entry);
    }

    private static async Task EverythingIsNewAsync(ISessionStorage storage, Store store, int sessions)
    {
        JsonElement verified = (await store.RunAsync("sessions", "verify", "--schemas", Fluers.Folder("samples/SupportAgent"), "--json")).Json;

        Assert.Equal((sessions, 0), (verified.GetProperty("sessions").GetInt32(), verified.GetProperty("findings").GetArrayLength()));
        Assert.Equal(sessions, await CountNewAsync(storage, store));
        Assert.All(await AllAsync(storage, store), session => Assert.InRange(session.Value.EntryCount, 2, long.MaxValue));
    }

    private static async Task<int> CountNewAsync(ISessionStorage storage, Store store) =>
        (await storage.ListAsync(new StoredSessionQuery { Tenant = store.Tenant, PageSize = Sessions, SchemaVersion = 3 })).Sessions.Count;

    private static async Task<Dictionary<string, StoredSessionInfo>> AllAsync(ISessionStorage storage, Store store) =>
        (await storage.ListAsync(new StoredSessionQuery { Tenant = store.Tenant, PageSize = Sessions })).Sessions.ToDictionary(session => session.Key.Id.Value);
}
