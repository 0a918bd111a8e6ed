using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Cli.Tests.Sessions;

public sealed class VerifyTests
{
    public static TheoryData<string> Kinds => [.. Store.Local];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_whole_store_is_read_and_would_load(string kind)
    {
        using Store store = await new Store(kind).WithAsync(messages: 5, "one", "two");

        Ran ran = await Fluers.RunAsync("sessions", "verify", "--store", store.Url, "--schemas", store.Folder, "--json");

        Assert.Equal((0, 2, 12, 0), (ran.Exit, ran.Json.GetProperty("sessions").GetInt32(), ran.Json.GetProperty("frames").GetInt32(), ran.Json.GetProperty("findings").GetArrayLength()));
    }

    [Fact]
    public async Task Damage_is_found_with_its_place_and_hides_no_other_session()
    {
        using Store store = await new Store("file").WithAsync(messages: 5, "one", "two");
        string file = store.FileOf("one");
        byte[] bytes = await File.ReadAllBytesAsync(file);
        int at = bytes.AsSpan().IndexOf("question 2"u8);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        Ran ran = await Fluers.RunAsync("sessions", "verify", "--store", store.Url, "--schemas", store.Folder, "--json");

        JsonElement finding = Assert.Single(ran.Json.GetProperty("findings").EnumerateArray());
        Assert.Equal((1, "one", "damaged"), (ran.Exit, finding.GetProperty("session").GetString(), finding.GetProperty("is").GetString()));
        Assert.Equal(2, ran.Json.GetProperty("sessions").GetInt32());
    }

    [Fact]
    public async Task A_session_of_a_newer_release_than_the_locks_would_not_load()
    {
        string url = ReadingTests.Copy("release-2.db", out Store store);

        Ran older = await Fluers.RunInAsync(Fluers.Folder("samples/SupportAgent.Releases/Release1"), "sessions", "verify", "--store", url);
        Ran newer = await Fluers.RunInAsync(Fluers.Folder("samples/SupportAgent"), "sessions", "verify", "--store", url);

        Assert.Equal(1, older.Exit);
        Assert.Contains("too new  version 2 of support-session is newer than version 1 of its lock", older.Output, StringComparison.Ordinal);
        Assert.Contains("1 would not load.", older.Output, StringComparison.Ordinal);
        Assert.Contains("all would load.", newer.Good(), StringComparison.Ordinal);
        store.Dispose();
    }

    [Fact]
    public async Task A_session_that_a_damaged_index_hides_is_told_of_as_damage_of_the_store()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 1, "one", "two", "three");
        await HideOneAsync($"{store.Folder}/sessions.db");

        Ran told = await store.RunAsync("sessions", "verify");
        Ran json = await store.RunAsync("sessions", "verify", "--json");

        Assert.Equal((1, 1), (told.Exit, json.Exit));
        Assert.Contains("The store itself is damaged, and may hide sessions:", told.Output, StringComparison.Ordinal);
        Assert.Equal(2, json.Json.GetProperty("sessions").GetInt32());
        Assert.NotEmpty(json.Json.GetProperty("store").EnumerateArray());
    }

    /// <summary>Flips a bit of the index by which sessions are listed: its page has three entries, and then says that it has two.</summary>
    private static async Task HideOneAsync(string file)
    {
        int page;
        await using (var database = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=false"))
        {
            await database.OpenAsync();
            await using SqliteCommand root = database.CreateCommand();
            root.CommandText = "SELECT (rootpage - 1) * (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'sessions_by_update'";
            page = (int)(long)(await root.ExecuteScalarAsync())!;
        }

        byte[] bytes = await File.ReadAllBytesAsync(file);
        Assert.Equal(3, bytes[page + 4]);
        bytes[page + 4] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
    }

    [Fact]
    public async Task Entries_that_are_missing_in_the_middle_are_found()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 3, "one");
        await using (var database = new SqliteConnection($"Data Source={store.Folder}/sessions.db"))
        {
            await database.OpenAsync();
            await using SqliteCommand delete = database.CreateCommand();
            delete.CommandText = "DELETE FROM segments; DELETE FROM tail";
            Assert.True(await delete.ExecuteNonQueryAsync() > 0);
        }

        Ran ran = await Fluers.RunAsync("sessions", "verify", "--store", store.Url, "--schemas", store.Folder, "--json");

        Assert.Equal((1, "damaged"), (ran.Exit, ran.Json.GetProperty("findings")[0].GetProperty("is").GetString()));
    }

    [Theory]
    [InlineData("revision = revision + 1")]
    [InlineData("entry_count = entry_count - 1")]
    [InlineData("created_at = created_at + 1")]
    [InlineData("schema_version = schema_version + 1")]
    public async Task What_is_changed_around_the_frames_is_found_and_marked(string change)
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 3, "one", "two");
        await using (var database = new SqliteConnection($"Data Source={store.Folder}/sessions.db;Pooling=False"))
        {
            await database.OpenAsync();
            await using SqliteCommand update = database.CreateCommand();
            update.CommandText = $"UPDATE sessions SET {change} WHERE id = 'one'";
            Assert.Equal(1, await update.ExecuteNonQueryAsync());
        }

        Ran verified = await store.RunAsync("sessions", "verify", "--json");
        Ran listed = await store.RunAsync("sessions", "list", "--json");

        JsonElement finding = Assert.Single(verified.Json.GetProperty("findings").EnumerateArray());
        Assert.Equal((1, "one", "damaged"), (verified.Exit, finding.GetProperty("session").GetString(), finding.GetProperty("is").GetString()));
        Assert.Equal(["one"], listed.Json.EnumerateArray().Where(session => session.TryGetProperty("damage", out _)).Select(session => session.GetProperty("session").GetString()));
    }
}
