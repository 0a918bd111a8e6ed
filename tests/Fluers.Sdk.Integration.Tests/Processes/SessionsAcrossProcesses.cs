using System.Diagnostics;
using System.Globalization;
using Fluers.Sdk.Sqlite;

namespace Fluers.Sdk.Integration.Tests.Processes;

public sealed class SessionsAcrossProcesses
{
    [Fact]
    public async Task Every_recorded_conversation_loads_equal_in_a_new_process()
    {
        string conversations = RecordedData.Folder("conversations");
        using var folder = new TemporaryFolder();
        string database = folder.File("sessions.db");

        await Child.RunWorkerAsync("import", database, conversations);
        string output = await Child.RunWorkerAsync("compare", database, conversations);

        int files = Directory.GetFiles(conversations, "*.json").Length;
        Assert.True(files > 0);
        Assert.Equal($"equal {files}", output.Trim());
    }

    [Fact]
    public async Task Of_two_processes_that_append_to_one_session_each_commit_wins_or_conflicts_and_nothing_is_lost()
    {
        const int Appends = 200;
        using var folder = new TemporaryFolder();
        string database = folder.File("sessions.db");
        SessionId id = SessionId.New();
        await using var store = new SessionStore(SqliteStorage.Open(database));
        await store.CreateAsync(id, new SessionState { Model = "m", MaxTurns = 1 });

        Process[] writers = [.. new[] { "a", "b" }.Select(name => Child.StartWorker("append", database, id.Value, name, Appends.ToString(CultureInfo.InvariantCulture)))];
        string[] outputs = await Task.WhenAll(writers.Select(Child.ResultAsync));

        Session<SessionState> session = Assert.IsType<Session<SessionState>>(await store.LoadAsync<SessionState>(id));
        string[] texts = [.. session.State.Messages.AsSpan().ToArray().Select(message => message.Text)];
        Assert.Equal(2 * Appends, texts.Length);
        Assert.Equal(1 + (2 * Appends), session.Revision);
        foreach (string name in new[] { "a", "b" })
        {
            Assert.Equal(Enumerable.Range(0, Appends).Select(i => $"{name} {i}"), texts.Where(text => text.StartsWith(name, StringComparison.Ordinal)));
        }

        Assert.All(outputs, output => Assert.StartsWith("conflicts ", output, StringComparison.Ordinal));
    }
}
