using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>A folder that is opened to look only is left as it is, whatever state its files are in and whoever may write them.</summary>
public sealed class ReadOnlyFolderTests : IDisposable
{
    private readonly StoredFile _stored = new();

    public void Dispose() => _stored.Dispose();

    [Fact]
    public async Task Files_in_every_kind_of_disorder_are_told_of_and_left_as_they_are()
    {
        List<long> lengths = await _stored.FillAsync(3);
        byte[] whole = File.ReadAllBytes(_stored.Path);
        byte[] flipped = [.. whole];
        flipped[lengths[1] + 20] ^= 1;
        byte[][] states = [whole[..^1], whole[..(int)(lengths[1] - 1)], [], new byte[500], [.. whole, .. new byte[100]], [.. whole, 1, 2, 3], flipped];
        foreach (byte[] state in states)
        {
            File.WriteAllBytes(_stored.Path, state);
            IReadOnlyDictionary<string, string> before = FolderContent.Of(_stored.Folder);

            // A disk of which every change fails: none is asked for.
            await using (FileStorage looker = _stored.Look(new FaultyDisk(0, forEver: true, halfWritten: false)))
            {
                await LookAtAllAsync(looker);
            }

            Assert.Equal(before, FolderContent.Of(_stored.Folder));
            await using (FileStorage writer = _stored.Open())
            {
                await LookAtAllAsync(writer);
            }

            Assert.Equal(before, FolderContent.Of(_stored.Folder));
        }
    }

    [Fact]
    public async Task What_a_crashed_process_left_is_passed_over_and_left_to_a_writer()
    {
        await _stored.FillAsync(1);
        string folder = Path.GetDirectoryName(_stored.Path)!;
        File.Copy(_stored.Path, Path.Combine(folder, "s-deleted.frames"));
        File.WriteAllText(Path.Combine(folder, "s-deleted.deleted"), "");
        File.WriteAllText(Path.Combine(folder, "s-fresh.new"), "half a commit");
        File.WriteAllText(Path.Combine(_stored.Folder, "fluers.store"), "fluers ses");
        IReadOnlyDictionary<string, string> before = FolderContent.Of(_stored.Folder);

        await using (FileStorage looker = _stored.Look())
        {
            Assert.Null(await looker.GetInfoAsync(new SessionKey(new SessionId("deleted"))));
            Assert.Null(await looker.GetInfoAsync(new SessionKey(new SessionId("fresh"))));
            StoredSessionPage page = await looker.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
            Assert.Equal(["neighbour", "session"], page.Sessions.Select(session => session.Key.Id.Value).Order(StringComparer.Ordinal));
        }

        Assert.Equal(before, FolderContent.Of(_stored.Folder));
    }

    [Fact]
    public async Task A_folder_that_nobody_may_write_is_read()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other rights.");
            return;
        }

        await _stored.FillAsync(2);
        const UnixFileMode Folders = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        string[] folders = [_stored.Folder, Path.GetDirectoryName(_stored.Path)!];
        foreach (string file in Directory.EnumerateFiles(_stored.Folder, "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        }

        foreach (string folder in folders)
        {
            File.SetUnixFileMode(folder, Folders);
        }

        try
        {
            await using FileStorage looker = _stored.Look();
            Assert.Equal(StoredFile.Numbers(2), await StoredFile.ReadAsync(looker, StoredFile.Key));
            Assert.Equal(["default"], await looker.ListTenantsAsync().ToListAsync());
        }
        finally
        {
            foreach (string folder in folders)
            {
                File.SetUnixFileMode(folder, Folders | UnixFileMode.UserWrite);
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("fluers session files, format 2\n")]
    public async Task A_folder_without_a_mark_that_is_known_is_refused(string? mark)
    {
        await _stored.FillAsync(1);
        string path = Path.Combine(_stored.Folder, "fluers.store");
        File.Delete(path);
        if (mark is not null)
        {
            File.WriteAllText(path, mark);
        }

        Assert.Contains(_stored.Folder, Assert.Throws<SessionStorageException>(() => _stored.Look()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_that_a_writer_appends_are_walked_through_once()
    {
        await using FileStorage writer = _stored.Open();
        await writer.CommitAsync(TestCommits.Commit(StoredFile.Key, 0, "h", "0"));
        var log = new RecordedLog();
        await using FileStorage looker = FileStorage.Open(_stored.Folder, new FileStorageOptions { Access = StorageAccess.ReadOnly, LoggerFactory = log });
        for (int i = 1; i <= 20; i++)
        {
            Assert.Equal(StoredFile.Numbers(i), await StoredFile.ReadAsync(looker, StoredFile.Key));
            await writer.CommitAsync(TestCommits.Commit(StoredFile.Key, i, null, $"{i}"));
        }

        Assert.Equal(["Session session: 1 commits of its file were walked through"], log.Lines);
    }

    private static async Task LookAtAllAsync(FileStorage storage)
    {
        StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        Assert.Equal(["neighbour", "session"], page.Sessions.Select(session => session.Key.Id.Value).Order(StringComparer.Ordinal));
        Assert.Equal(StoredFile.Numbers(3), await StoredFile.ReadAsync(storage, StoredFile.Neighbour));
        Assert.Equal(["default"], await storage.ListTenantsAsync().ToListAsync());
        try
        {
            await StoredFile.ReadAsync(storage, StoredFile.Key);
        }
        catch (SessionCorruptException e)
        {
            Assert.Equal(StoredFile.Key, e.Session);
        }

        StoredSessionInfo info = (await storage.GetInfoAsync(StoredFile.Key))!;
        Assert.NotNull(info.Damage);
        page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        Assert.Equal(info, Assert.Single(page.Sessions, session => session.Damage is not null));
    }
}
