using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>What is no session database of this build is refused, and not a byte of it changes.</summary>
public sealed class FileRefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("PRAGMA application_id = 1234; CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)")]
    [InlineData("PRAGMA application_id = 1234")]
    [InlineData("CREATE TABLE theirs (x)")]
    [InlineData("CREATE TABLE sessions (x); CREATE TABLE entries (x)")]
    [InlineData("PRAGMA user_version = 7; CREATE TABLE theirs (x)")]
    [InlineData("PRAGMA user_version = 1")]
    [InlineData("PRAGMA journal_mode = WAL; CREATE TABLE theirs (x)")]
    public void The_database_of_another_application_is_refused_untouched(string sql)
    {
        Sql.Execute(_folder.Database, sql);

        AssertRefusedUntouched("another application");
    }

    [Fact]
    public void A_database_that_another_application_is_writing_is_refused_untouched()
    {
        // Its tables stand in the log beside the file only.
        using SqliteConnection theirs = Sql.Open(_folder.Database);
        theirs.Execute("PRAGMA journal_mode = WAL; CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)");

        AssertRefusedUntouched("another application");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_format_that_this_build_does_not_know_is_refused_untouched(int other)
    {
        await using (SqliteStorage storage = SqliteStorage.Open(_folder.Database))
        {
            await storage.FillAsync(Stored.Key, 1, 2);
        }

        Assert.Equal(3, Sql.Number(_folder.Database, "PRAGMA user_version"));
        Sql.Execute(_folder.Database, $"PRAGMA user_version = {other}");

        SessionStorageException error = AssertRefusedUntouched($"has format {other}");
        Assert.Contains("this build reads formats 1 to 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(99)]
    [InlineData(511)]
    [InlineData(5000)]
    [InlineData(100_000)]
    public void A_file_that_is_no_database_is_refused_untouched(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        File.WriteAllBytes(_folder.Database, bytes);

        AssertRefusedUntouched("no SQLite database");
    }

    [Fact]
    public void A_text_file_is_refused_untouched()
    {
        File.WriteAllText(_folder.Database, "{ \"sessions\": [] }");

        AssertRefusedUntouched("no SQLite database");
    }

    [Fact]
    public async Task A_database_whose_first_bytes_are_damaged_is_refused_untouched()
    {
        await SqliteStorage.Open(_folder.Database).DisposeAsync();
        byte[] bytes = File.ReadAllBytes(_folder.Database);
        bytes[3] ^= 0x10;
        File.WriteAllBytes(_folder.Database, bytes);

        AssertRefusedUntouched("no SQLite database");
    }

    [Fact]
    public void A_directory_is_refused()
    {
        Directory.CreateDirectory(_folder.Database);

        Assert.Contains("is a directory", Refusal(_folder.Database).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Database));
    }

    [Fact]
    public void A_path_below_a_file_is_refused()
    {
        File.WriteAllText(_folder.File("file"), "content");

        Assert.Contains("is a file", Refusal(Path.Combine(_folder.File("file"), "sessions.db")).Message, StringComparison.Ordinal);
        Assert.Equal("content", File.ReadAllText(_folder.File("file")));
    }

    [Fact]
    public void A_path_in_a_missing_directory_is_refused_and_nothing_created()
    {
        Assert.Contains("is missing", Refusal(_folder.File("missing/sessions.db")).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_path_that_no_file_can_have_is_refused()
    {
        SessionStorageException error = Refusal(_folder.File(new string('x', 300)));

        Assert.Contains("cannot be opened", error.Message, StringComparison.Ordinal);
        Assert.IsType<SqliteException>(error.InnerException);
    }

    [Theory]
    [InlineData(":memory:")]
    [InlineData("file:sessions.db?mode=memory")]
    [InlineData("with space;Mode=Memory.db")]
    [InlineData("100%25 'quoted' #1?.db")]
    public async Task Any_text_is_a_plain_file_name(string name)
    {
        await using (SqliteStorage storage = SqliteStorage.Open(_folder.File(name)))
        {
            await storage.FillAsync(Stored.Key, 1);
        }

        Assert.Equal([_folder.File(name)], Directory.GetFiles(_folder.Path));
        await using SqliteStorage again = SqliteStorage.Open(_folder.File(name));
        Assert.Equal(["0"], (await again.ReadAsync(Stored.Key)).Entries);
    }

    private SessionStorageException AssertRefusedUntouched(string what)
    {
        Dictionary<string, byte[]> before = Files();
        SessionStorageException error = Refusal(_folder.Database);

        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Database, error.Message, StringComparison.Ordinal);
        Dictionary<string, byte[]> after = Files();
        foreach ((string file, byte[] bytes) in before)
        {
            Assert.Equal(bytes, after[file]);
        }

        return error;
    }

    private static SessionStorageException Refusal(string path) => Assert.Throws<SessionStorageException>(() => SqliteStorage.Open(path));

    // The shared memory beside a database in WAL mode is no content: every reader leaves its marks there.
    private Dictionary<string, byte[]> Files() => Directory.GetFiles(_folder.Path)
        .Where(file => !file.EndsWith("-shm", StringComparison.Ordinal))
        .ToDictionary(file => file, File.ReadAllBytes);
}
