using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>Files that come from another store have numbers of their own: those decide in which order sessions are listed, never whether.</summary>
public sealed class EqualNumbersTests : IDisposable
{
    private readonly StoredFile _stored = new();
    private readonly StoredFile _other = new();

    public void Dispose()
    {
        _stored.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Sessions_of_one_number_are_listed_once_each_in_both_directions_whatever_a_page_holds(int pageSize)
    {
        string[] ids = [.. await FillAsync(_stored, "mine"), .. await FillAsync(_other, "theirs"), .. await FillAsync(_other, "more")];
        await using FileStorage storage = _stored.Open();

        List<string> latestFirst = await ListAsync(storage, SessionOrder.LatestFirst, pageSize);
        List<string> latestLast = await ListAsync(storage, SessionOrder.LatestLast, pageSize);

        Assert.Equal(ids.Order(StringComparer.Ordinal), latestLast.Order(StringComparer.Ordinal));
        Assert.Equal(latestLast.AsEnumerable().Reverse(), latestFirst);

        await storage.CommitAsync(TestCommits.Commit(Key("theirs-0"), 1, null, "x"));
        Assert.Equal("theirs-0", (await ListAsync(storage, SessionOrder.LatestFirst, pageSize))[0]);
        Assert.Equal(ids.Length, (await ListAsync(storage, SessionOrder.LatestFirst, pageSize)).Distinct().Count());
    }

    [Fact]
    public async Task A_session_that_is_restored_beside_one_that_went_on_hides_none()
    {
        await using (FileStorage storage = _stored.Open())
        {
            await storage.CommitAsync(TestCommits.Commit(Key("x"), 0, "h"));
            await storage.CommitAsync(TestCommits.Commit(Key("y"), 0, "h"));
            await storage.CommitAsync(TestCommits.Commit(Key("x"), 1, null, "1"));   // update 3
        }

        string file = Path.Combine(_stored.Folder, "t-default", "s-x.frames");
        byte[] backup = File.ReadAllBytes(file);
        File.Delete(file);
        await using (FileStorage storage = _stored.Open())
        {
            await storage.CommitAsync(TestCommits.Commit(Key("y"), 1, null, "2"));   // update 3 again
        }

        File.WriteAllBytes(file, backup);
        await using FileStorage again = _stored.Open();
        Assert.Equal(["x", "y"], await ListAsync(again, SessionOrder.LatestLast, 1));
        Assert.Equal(["x", "y"], await ListAsync(_stored.Folder));
    }

    [Fact]
    public async Task A_copy_of_a_file_is_no_session_under_a_name_of_none_and_a_damaged_one_under_that_of_another()
    {
        await _stored.FillAsync(2);
        string folder = Path.GetDirectoryName(_stored.Path)!;
        foreach (string name in new[] { "s-copy.frames", "s-session.frames.bak", "s-session (copy).frames", "session.frames", "s-session.2.frames" })
        {
            File.Copy(_stored.Path, Path.Combine(folder, name));
        }

        await using FileStorage storage = _stored.Open();
        StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });

        Assert.Equal(["copy", "neighbour", "session"], page.Sessions.Select(session => session.Key.Id.Value).Order(StringComparer.Ordinal));
        StoredSessionInfo damaged = Assert.Single(page.Sessions, session => session.Damage is not null);
        Assert.Equal(("copy", "the file is that of session 'session'"), (damaged.Key.Id.Value, damaged.Damage));
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await StoredFile.ReadAsync(storage, damaged.Key));
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.CommitAsync(TestCommits.Commit(damaged.Key, 0, "h")));
        await Assert.ThrowsAsync<SessionCorruptException>(async () => await storage.CommitAsync(TestCommits.Commit(damaged.Key, 2, null, "x")));
        Assert.Equal(StoredFile.Numbers(2), await StoredFile.ReadAsync(storage, StoredFile.Key));
    }

    private static SessionKey Key(string id) => new(new SessionId(id));

    /// <summary>Fills a store with sessions whose updates are 1 to 4, and puts their files into the one that is looked at.</summary>
    private async Task<string[]> FillAsync(StoredFile store, string prefix)
    {
        string[] ids = [.. Enumerable.Range(0, 4).Select(i => $"{prefix}-{i}")];
        await using (FileStorage storage = store.Open())
        {
            foreach (string id in ids)
            {
                await storage.CommitAsync(TestCommits.Commit(Key(id), 0, "h"));
            }
        }

        if (store != _stored)
        {
            foreach (string file in Directory.GetFiles(Path.Combine(store.Folder, "t-default")))
            {
                File.Copy(file, Path.Combine(_stored.Folder, "t-default", Path.GetFileName(file)), overwrite: true);
            }

            Directory.Delete(store.Folder, recursive: true);
        }

        return ids;
    }

    private static async Task<List<string>> ListAsync(string folder)
    {
        await using var store = new SessionStore(FileStorage.Open(folder + "", new FileStorageOptions { Access = StorageAccess.ReadOnly }));
        return await store.ListAsync(new SessionQuery { Order = SessionOrder.LatestLast }).Select(info => info.Id.Value).ToListAsync();
    }

    private static async Task<List<string>> ListAsync(FileStorage storage, SessionOrder order, int pageSize)
    {
        var ids = new List<string>();
        for (var query = new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, Order = order, PageSize = pageSize }; ;)
        {
            StoredSessionPage page = await storage.ListAsync(query);
            Assert.True(page.Sessions.Count <= pageSize);
            ids.AddRange(page.Sessions.Select(session => session.Key.Id.Value));
            if (page.Continuation is null)
            {
                return ids;
            }

            query = query with { Continuation = page.Continuation };
        }
    }
}
