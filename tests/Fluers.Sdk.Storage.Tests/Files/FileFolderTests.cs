using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>A folder belongs to one storage at a time, and to sessions alone.</summary>
public sealed class FileFolderTests : IDisposable
{
    private readonly StoredFile _stored = new();

    public void Dispose() => _stored.Dispose();

    [Fact]
    public async Task A_second_storage_on_the_folder_is_refused_until_the_first_is_closed()
    {
        await using (FileStorage first = _stored.Open())
        {
            await first.CommitAsync(TestCommits.Commit(StoredFile.Key, 0, "h", "0"));

            SessionStorageException error = Assert.Throws<SessionStorageException>(() => _stored.Open());

            Assert.Contains(_stored.Folder, error.Message, StringComparison.Ordinal);
            Assert.Contains("another storage has it open", error.Message, StringComparison.Ordinal);
            await first.CommitAsync(TestCommits.Commit(StoredFile.Key, 1, null, "1"));
        }

        await using FileStorage second = _stored.Open();
        Assert.Equal(["0", "1"], await StoredFile.ReadAsync(second, StoredFile.Key));
    }

    [Fact]
    public void A_folder_of_other_files_is_refused_untouched()
    {
        Directory.CreateDirectory(_stored.Folder);
        File.WriteAllText(Path.Combine(_stored.Folder, "notes.txt"), "theirs");

        SessionStorageException error = Assert.Throws<SessionStorageException>(() => _stored.Open());

        Assert.Contains("other files than sessions", error.Message, StringComparison.Ordinal);
        Assert.Equal(["notes.txt"], Directory.GetFileSystemEntries(_stored.Folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("fluers session files, format 2\n", "fluers session files, format 2")]
    [InlineData("fluers session files, format 1\nmore", "fluers session files, format 1")]
    [InlineData("something else", "something else")]
    public async Task A_folder_of_another_format_is_refused_untouched(string mark, string named)
    {
        await _stored.FillAsync(1);
        File.WriteAllText(Path.Combine(_stored.Folder, "fluers.store"), mark);
        byte[] before = File.ReadAllBytes(_stored.Path);

        SessionStorageException error = Assert.Throws<SessionStorageException>(() => _stored.Open());

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Equal(mark, File.ReadAllText(Path.Combine(_stored.Folder, "fluers.store")));
        Assert.Equal(before, File.ReadAllBytes(_stored.Path));
    }

    [Fact]
    public async Task A_flipped_bit_in_the_mark_is_refused_by_who_writes_and_by_who_looks()
    {
        await _stored.FillAsync(1);
        string path = Path.Combine(_stored.Folder, "fluers.store");
        byte[] mark = File.ReadAllBytes(path);
        for (int bit = 0; bit < mark.Length * 8; bit++)
        {
            byte[] damaged = [.. mark];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(path, damaged);

            Assert.Contains(_stored.Folder, Assert.Throws<SessionStorageException>(() => _stored.Open()).Message, StringComparison.Ordinal);
            Assert.Contains(_stored.Folder, Assert.Throws<SessionStorageException>(() => _stored.Look()).Message, StringComparison.Ordinal);
            Assert.Equal(damaged, File.ReadAllBytes(path));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("fluers ses")]
    public async Task A_mark_that_was_torn_is_written_anew(string mark)
    {
        Directory.CreateDirectory(_stored.Folder);
        File.WriteAllText(Path.Combine(_stored.Folder, "fluers.store"), mark);

        await _stored.FillAsync(2);

        await using FileStorage again = _stored.Open();
        Assert.Equal(StoredFile.Numbers(2), await StoredFile.ReadAsync(again, StoredFile.Key));
    }

    [Fact]
    public void A_file_is_no_folder()
    {
        File.WriteAllText(_stored.Folder, "content");

        Assert.Contains("is a file", Assert.Throws<SessionStorageException>(() => _stored.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_ids_never_leave_their_folder_and_have_plain_names()
    {
        string[] ids = ["..", ".", "a:b", "CON", "con", "NUL", "a@b", new string('.', SessionId.MaxLength), new string('A', SessionId.MaxLength)];
        await using (FileStorage storage = _stored.Open())
        {
            foreach (string tenant in ids)
            {
                foreach (string id in ids)
                {
                    await storage.CommitAsync(TestCommits.Commit(new SessionKey(tenant, new SessionId(id)), 0, "h"));
                }
            }
        }

        string[] files = Directory.GetFiles(_stored.Folder, "*", SearchOption.AllDirectories);
        Assert.Equal((ids.Length * ids.Length) + 1, files.Length);
        Assert.Equal(ids.Length, Directory.GetDirectories(_stored.Folder).Length);
        Assert.Equal(files.Length, files.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(files, file => Assert.Matches("^(fluers\\.store|s-[a-z0-9_=-]+\\.frames)$", Path.GetFileName(file)));
        Assert.All(Directory.GetDirectories(_stored.Folder), folder => Assert.Matches("^t-[a-z0-9_=-]+$", Path.GetFileName(folder)));
        Assert.All(files, file => Assert.True(Path.GetFileName(file).Length < 220));
    }

    [Fact]
    public async Task A_file_is_a_sequence_of_values_that_any_MessagePack_library_walks()
    {
        await _stored.FillAsync(3);
        var reader = new MessagePack.MessagePackReader(File.ReadAllBytes(_stored.Path));
        var types = new List<string>();
        while (!reader.End)
        {
            if (reader.NextMessagePackType == MessagePack.MessagePackType.Extension)
            {
                types.Add($"{reader.ReadExtensionFormat().TypeCode}");
            }
            else
            {
                types.Add(reader.ReadRaw().Length > 0 ? "payload" : "");
            }
        }

        Assert.Equal(["71", "72", "70"], types.Take(3));
        Assert.Equal(3, types.Count(type => type == "72"));
        Assert.Equal(3, types.Count(type => type == "73"));
        Assert.Equal(4, types.Count(type => type == "70"));
    }

    [Fact]
    public async Task What_a_deletion_left_behind_when_its_process_died_is_removed()
    {
        await _stored.FillAsync(2);
        File.WriteAllText(_stored.Path.Replace(".frames", ".deleted", StringComparison.Ordinal), "");

        await using FileStorage storage = _stored.Open();

        Assert.Null(await storage.GetInfoAsync(StoredFile.Key));
        Assert.Equal(CommitStatus.Deleted, (await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 0, "h"))).Status);
        Assert.False(File.Exists(_stored.Path));
        Assert.Equal(StoredFile.Numbers(2), await StoredFile.ReadAsync(storage, StoredFile.Neighbour));
    }
}
