using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>
/// For a storage that keeps sessions in rows: whatever value a column of a row has, keys and names included, nobody is told what was never
/// stored, no other session is hurt, nothing comes back that was deleted, and nothing is stored at a number that is taken.
/// </summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
/// <remarks>With <c>FLUERS_FULL=1</c> every bit of every number flips, and every bit of the first 256 bytes of every text and blob.</remarks>
public abstract class TableLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, ITablePlace, new()
{
    private static readonly int Bits = Sweep.Length(1, 64);

    private static readonly SessionKey Deleted = Key("deleted");

    private readonly Dictionary<SessionKey, List<SessionCommit>> _commits = [];

    [Fact]
    public async Task Whatever_a_column_holds_nobody_is_told_what_was_never_stored()
    {
        await FillAsync();
        Dictionary<SessionKey, Told> truth = await TruthAsync();
        foreach (StoredCell cell in await Place.CellsAsync())
        {
            foreach (object? value in CellValues.Of(cell, Bits))
            {
                if (await cell.ReplaceAsync(value))
                {
                    await CheckAsync(truth, cell.Session, $"{cell.Name}, {CellValues.Shown(cell.Value)} made {CellValues.Shown(value)}");
                    Assert.True(await cell.ReplaceAsync(cell.Value));
                }
            }
        }

        foreach ((SessionKey key, Told told) in await TruthAsync())
        {
            Assert.Equal(truth[key].Content, told.Content);
            Assert.Equal(truth[key].Info, told.Info);
        }
    }

    [Fact]
    public async Task An_append_to_a_damaged_session_is_refused_or_stored_behind_what_is_there()
    {
        await FillAsync();
        Dictionary<SessionKey, Told> truth = await TruthAsync();
        await Storage.DisposeAsync();
        await Place.KeepAsync();
        int cells = (await Place.CellsAsync()).Count;
        for (int i = 0; i < cells; i++)
        {
            // The cells anew: those of before are of rows that were put back meanwhile.
            StoredCell cell = (await Place.CellsAsync())[i];
            object?[] values = [.. CellValues.Of(cell, Bits)];
            foreach (object? value in Sweep.IsFull ? values : values.Take(1))
            {
                cell = (await Place.CellsAsync())[i];
                if (await cell.ReplaceAsync(value))
                {
                    await ReopenAsync();
                    await AppendAsync(truth, cell.Session, $"{cell.Name}, {CellValues.Shown(cell.Value)} made {CellValues.Shown(value)}");
                    await Storage.DisposeAsync();
                    await Place.PutBackAsync();
                }
            }
        }

        await ReopenAsync();
    }

    private async Task AppendAsync(Dictionary<SessionKey, Told> truth, SessionKey owner, string what)
    {
        foreach (SessionKey key in truth.Keys)
        {
            Told told = truth[key];
            SessionCommit append = TestCommits.Commit(key, told.Info.Revision, null, "appended").With(buildsOn: told.Info.LastCommit);
            CommitOutcome? outcome = await AskAsync<CommitOutcome?>(async () => await Storage.CommitAsync(append), key == owner, what);
            if (outcome is null || (key == owner && outcome.Value.Status is CommitStatus.Conflict or CommitStatus.Diverged or CommitStatus.NotFound))
            {
                continue;   // refused
            }

            Assert.True(
                outcome == new CommitOutcome(CommitStatus.Committed, told.Info.Revision + 1, told.Info.EntryCount + 1), $"{what}: an append ends with {outcome}.");
            var last = new EntryRange(told.Info.EntryCount, 1);
            string? appended = await AskAsync(async () => string.Join(' ', (await Read(key, last)).Entries), key == owner, what);
            Assert.True(appended is null or "appended", $"{what}: what was appended is read as {appended}.");
            string? content = await AskAsync(() => Content(key), key == owner, what);
            string expected = $"{told.Info.Revision + 1}:{told.Content[told.Content.IndexOf(' ', StringComparison.Ordinal)..^1]} appended]";
            Assert.True(content is null || content == expected, $"{what}: after an append is read {content}.");
        }

        CommitOutcome? again = await AskAsync<CommitOutcome?>(
            async () => await Storage.CommitAsync(TestCommits.Commit(Deleted, 0, "again")), owner == Deleted, what);
        Assert.True(again is null || again.Value.Status == CommitStatus.Deleted, $"{what}: the id of a deleted session is used again.");
    }

    private async Task CheckAsync(Dictionary<SessionKey, Told> truth, SessionKey owner, string what)
    {
        foreach ((SessionKey key, Told told) in truth)
        {
            bool mayFail = key == owner;
            string? content = await AskAsync(() => Content(key), mayFail, what);
            Assert.True(content is null || content == told.Content, $"{what}: of '{key}' is read {content}.");
            for (int entry = 0; mayFail && entry < told.Info.EntryCount; entry++)
            {
                string? read = await AskAsync(async () => string.Join(' ', (await Read(key, new EntryRange(entry, 1))).Entries), mayFail, what);
                Assert.True(read is null || read == told.Entries[entry], $"{what}: entry {entry} of '{key}' is read as {read}.");
            }

            StoredSessionInfo? info = await Storage.GetInfoAsync(key);
            Assert.True(info == told.Info || (mayFail && info?.Damage is not null), $"{what}: '{key}' is told of as {info}.");
            await CheckRetriesAsync(key, mayFail, what);
        }

        CommitOutcome? again = await AskAsync<CommitOutcome?>(
            async () => await Storage.CommitAsync(TestCommits.Commit(Deleted, 1, null, "again")), owner == Deleted, what);
        Assert.True(again is null || again.Value.Status == CommitStatus.Deleted, $"{what}: a deleted session is answered with {again}.");
        await CheckListingAsync(truth, owner, what);
    }

    private async Task CheckRetriesAsync(SessionKey key, bool mayFail, string what)
    {
        long revision = 0;
        long entries = 0;
        foreach (SessionCommit commit in _commits[key])
        {
            revision++;
            entries += commit.EntryCount;
            CommitOutcome? retry = await AskAsync<CommitOutcome?>(async () => await Storage.CommitAsync(commit), mayFail, what);
            Assert.True(
                retry is null || retry == new CommitOutcome(CommitStatus.Repeated, revision, entries)
                    || (mayFail && retry.Value.Status is CommitStatus.CommitIdReused or CommitStatus.Conflict or CommitStatus.Diverged),
                $"{what}: commit {revision} of '{key}' is repeated, and answered with {retry}.");
            CommitRecall? recall = await AskAsync<CommitRecall?>(async () => await Storage.RecallAsync(key, revision, commit.CommitId), mayFail, what);
            Assert.True(recall is null or CommitRecall.Known || mayFail, $"{what}: commit {revision} of '{key}' is recalled as {recall}.");
            CommitRecall? never = await AskAsync<CommitRecall?>(async () => await Storage.RecallAsync(key, revision, Guid.CreateVersion7()), mayFail, what);
            Assert.True(never is null or CommitRecall.Foreign || mayFail, $"{what}: a commit that was never stored is {never}.");
        }
    }

    private async Task CheckListingAsync(Dictionary<SessionKey, Told> truth, SessionKey owner, string what)
    {
        var listed = new List<StoredSessionInfo>();
        foreach (string tenant in truth.Keys.Select(key => key.Tenant).Distinct())
        {
            foreach (SessionOrder order in new[] { SessionOrder.LatestFirst, SessionOrder.LatestLast })
            {
                StoredSessionPage page = await Storage.ListAsync(new StoredSessionQuery { Tenant = tenant, Order = order });
                listed = [.. listed, .. page.Sessions];
                string[] expected = [.. truth.Where(pair => pair.Key.Tenant == tenant && pair.Key != owner).OrderBy(pair => pair.Value.Order).Select(pair => pair.Key.Id.Value)];
                string[] found = [.. page.Sessions.Where(session => session.Damage is null && session.Key != owner).Select(session => session.Key.Id.Value)];
                Assert.True(
                    found.SequenceEqual(order == SessionOrder.LatestLast ? expected : expected.Reverse()), $"{what}: tenant '{tenant}' is listed as {string.Join(' ', found)}.");
            }
        }

        // What is damaged is marked, under whatever name it is listed; what is not marked is right.
        Assert.All(listed.Where(session => session.Damage is null), session => Assert.True(
            truth.TryGetValue(session.Key, out Told? told) && session == told.Info, $"{what}: listed is {session}."));
        if (truth.ContainsKey(owner) && !listed.Exists(session => session.Key == owner || session.Damage is not null))
        {
            // Its tenant may be damaged: then whoever asks for it is told.
            Assert.True((await Storage.GetInfoAsync(owner))?.Damage is not null, $"{what}: '{owner}' is not listed.");
        }
    }

    private async Task FillAsync()
    {
        string large = new('x', 9_000);
        await FillAsync(Key(), ["0", "1"], [large, "3"], ["4"], ["5", "6"]);
        await FillAsync(Key("neighbour"), ["a"], ["b"]);
        await FillAsync(Key("session", "other"), ["o"]);
        await Store(TestCommits.Commit(Deleted, 0, "deleted", "gone"));
        Assert.True(await Storage.DeleteAsync(Deleted));
    }

    private async Task FillAsync(SessionKey key, params string[][] entries)
    {
        List<SessionCommit> commits = _commits[key] = [];
        for (int i = 0; i < entries.Length; i++)
        {
            SessionCommit commit = TestCommits.Commit(key, i, i % 2 == 0 ? $"{key.Id} {i}" : null, entries[i]);
            await Store(commit);
            commits.Add(commit);
        }
    }

    private async Task<Dictionary<SessionKey, Told>> TruthAsync()
    {
        var truth = new Dictionary<SessionKey, Told>();
        foreach (SessionKey key in _commits.Keys)
        {
            truth[key] = new Told(truth.Count, await Content(key), (await Read(key)).Entries, (await Storage.GetInfoAsync(key))!);
        }

        return truth;
    }

    /// <summary>Asks, and takes an error for an answer where the damage is.</summary>
    private static async Task<T?> AskAsync<T>(Func<Task<T>> ask, bool mayFail, string what)
    {
        try
        {
            return await ask();
        }
        catch (SessionCorruptException) when (mayFail)
        {
            return default;
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            Assert.Fail($"{what}: {e}");
            throw;
        }
    }

    private sealed record Told(int Order, string Content, List<string> Entries, StoredSessionInfo Info);
}
