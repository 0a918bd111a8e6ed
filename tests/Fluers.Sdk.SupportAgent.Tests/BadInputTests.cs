using System.Text;
using Fluers.Sdk.SupportAgent.Tests.Harness;
using Microsoft.Data.Sqlite;
using SupportAgent;

namespace Fluers.Sdk.SupportAgent.Tests;

/// <summary>Each mistake has an exit code and one sentence that says how to mend it; no file changes.</summary>
public sealed class BadInputTests : Workplace
{
    protected override bool LeavesGoodStore => false;

    [Theory]
    [InlineData("There is no option '--colour'; --help shows those there are.", "--colour")]
    [InlineData("There is no option 'list'; --help shows those there are.", "list")]
    [InlineData("--store needs a value", "--store")]
    [InlineData("--session needs a value", "--session", "--list")]
    [InlineData("'a/b' is no session id, which has 1 to 128 of A-Z a-z 0-9 - _ . : @", "--session", "a/b")]
    [InlineData("'ö' is no session id", "--session=ö")]
    [InlineData("--endpoint needs a model", "--endpoint", "http://localhost:1/v1")]
    [InlineData("'localhost' is no endpoint; give a URL", "--endpoint", "localhost", "--model", "m")]
    [InlineData("'file:///etc/passwd' is no endpoint", "--endpoint", "file:///etc/passwd", "--model", "m")]
    [InlineData("'fast' is no pace; give milliseconds", "--pace", "fast")]
    public Task A_wrong_command_line_is_2(string sentence, params string[] arguments) => FailsAsync(2, sentence, arguments);

    [Fact]
    public async Task A_session_id_that_is_too_long_is_2() =>
        await FailsAsync(2, "is no session id", "--session", new string('a', 129));

    [Fact]
    public async Task An_unknown_session_is_3()
    {
        await StoreAsync(SupportConversation.Said("Hello"));
        await FailsAsync(3, "There is no session 'nobody' in sessions.db; --list shows those there are.", "--session", "nobody");
    }

    [Fact]
    public async Task A_session_in_a_store_that_does_not_exist_is_3_and_creates_none()
    {
        await FailsAsync(3, "There is no store none.db", "--session", "nobody", "--store", "none.db");
        Assert.Empty(Files());
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("notes.txt", "--list")]
    [InlineData("notes.txt", "--session", "s")]
    public async Task A_file_that_is_no_database_is_4(string file, params string[] more)
    {
        await File.WriteAllTextAsync(Path.Combine(Directory, file), string.Join('\n', Enumerable.Repeat("Milk, bread and tea.", 100)));
        await FailsAsync(4, file, ["--store", file, .. more]);
    }

    [Fact]
    public async Task The_database_of_another_application_is_4()
    {
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(Directory, "books.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE books (title TEXT); INSERT INTO books VALUES ('Emma')";
            await command.ExecuteNonQueryAsync();
        }

        await FailsAsync(4, "is the SQLite database of another application", "--store", "books.db");
    }

    [Fact]
    public async Task A_database_cut_off_is_4()
    {
        await StoreAsync(SupportConversation.Said("Hello"));
        byte[] bytes = await File.ReadAllBytesAsync(StorePath);
        await File.WriteAllBytesAsync(StorePath, bytes[..(bytes.Length / 2)]);
        string before = Files()["sessions.db"];

        (await AgentProcess.RunAsync(Directory, "Hello\n")).Failed(4, "sessions.db");

        Assert.Equal(before, Files()["sessions.db"]);   // SQLite may leave the empty files of a log beside it
    }

    [Fact]
    public async Task A_path_below_a_file_is_4()
    {
        await File.WriteAllTextAsync(Path.Combine(Directory, "notes.txt"), "Milk");
        await FailsAsync(4, "notes.txt' is a file", "--store", "notes.txt/sessions.db");
    }

    [Theory]
    [InlineData("missing/sessions.db", "missing' is missing; create that directory first")]
    [InlineData(".", "is a directory")]
    public Task A_path_that_can_be_no_file_is_4(string path, string sentence) => FailsAsync(4, sentence, "--store", path);

    [Fact]
    public async Task A_store_that_may_not_be_written_is_4()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "This user may write everywhere.");
        await StoreAsync(SupportConversation.Said("Hello"));
        File.SetAttributes(StorePath, FileAttributes.ReadOnly);
        await FailsAsync(4, "cannot be written");
    }

    [Fact]
    public async Task A_damaged_message_is_5_and_the_other_sessions_are_still_read()
    {
        SessionId damaged = await StoreAsync(SupportConversation.Said("The lamp is broken"));
        SessionId sound = await StoreAsync(SupportConversation.Said("The pot is fine"));
        byte[] bytes = await File.ReadAllBytesAsync(StorePath);
        int at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("The lamp is broken"));
        bytes[at] ^= 0x20;
        await File.WriteAllBytesAsync(StorePath, bytes);

        await FailsAsync(5, $"Session '{damaged}', entry 0", "--session", damaged.Value);
        (await AgentProcess.RunAsync(Directory, "", "--session", sound.Value)).Succeeded();
    }

    [Fact]
    public async Task A_session_of_another_application_is_5()
    {
        await using (SessionStore store = OpenStore())
        {
            await store.CreateAsync(new SessionId("other"), new SessionState { Model = "m", MaxTurns = 1 });
        }

        await FailsAsync(5, "does not hold schema 'support-conversation'", "--session", "other");
    }

    [Fact]
    public Task No_key_is_7() => FailsAsync(7, "There is no API key; set OPENAI_API_KEY", "--model", "gpt");

    private async Task FailsAsync(int exitCode, string sentence, params string[] arguments)
    {
        IReadOnlyDictionary<string, string> files = Files();
        (await AgentProcess.RunAsync(Directory, "Hello\n", arguments)).Failed(exitCode, sentence);
        Assert.Equal(files, Files());
    }
}
