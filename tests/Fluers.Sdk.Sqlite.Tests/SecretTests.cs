using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>
/// A password that somebody gives, as other libraries take one, is in no error and in the name of no file; and no error, log, activity or measure
/// says anything of it, or of what sessions hold.
/// </summary>
public sealed class SecretTests : IDisposable
{
    private const string Secret = "s3cr3t-hunter2";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Data Source={0};Password=" + Secret)]
    [InlineData("Password=" + Secret + ";Data Source={0}")]
    [InlineData("DataSource={0};password = '" + Secret + "'")]
    [InlineData("Filename={0};Pwd=" + Secret)]
    [InlineData("{0};Password=" + Secret)]
    [InlineData("{0};PASSWORD=" + Secret + ";Mode=ReadOnly")]
    [InlineData("file:{0}?key=" + Secret)]
    [InlineData("file:{0}?mode=ro&key=" + Secret)]
    [InlineData("file:{0}?hexkey=" + Secret)]
    [InlineData("{0}/Password=" + Secret)]
    public void It_is_refused_and_not_repeated(string form)
    {
        using var leaks = new Leaks();
        string text = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, _folder.Database);
        foreach (StorageAccess access in Enum.GetValues<StorageAccess>())
        {
            leaks.Tell(Assert.Throws<SessionStorageException>(() => SqliteStorage.Open(text, new SqliteOptions { Access = access })));
            using ServiceProvider services = new ServiceCollection()
                .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(leaks))
                .AddFluersSessions(options => options.UseSqlite(text, new SqliteOptions { Access = access }))
                .BuildServiceProvider();
            leaks.Tell(Assert.ThrowsAny<SessionStorageException>(services.GetRequiredService<SessionStore>));
        }

        leaks.AssertNone(Secret);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Whatever_goes_right_or_wrong_says_nothing_of_what_sessions_hold()
    {
        using var leaks = new Leaks();
        await using var storage = SqliteStorage.Open(_folder.Database, new SqliteOptions { BusyTimeout = TimeSpan.FromMilliseconds(50) });
        await using var store = new SessionStore(storage, leaks);
        Session<SessionState> session = await store.CreateAsync(new SessionState { Model = Secret, MaxTurns = 1 });
        Session<SessionState> stale = (await store.LoadAsync<SessionState>(session.Id))!;
        session.Append(AgentMessage.User(Secret));
        await session.SaveAsync();
        stale.Append(AgentMessage.User(Secret));
        leaks.Tell(await Assert.ThrowsAsync<SessionConflictException>(async () => await stale.SaveAsync()));

        using (Microsoft.Data.Sqlite.SqliteConnection other = Sql.Open(_folder.Database))
        {
            other.Execute("BEGIN IMMEDIATE");
            session.Append(AgentMessage.User(Secret));
            leaks.Tell(await Assert.ThrowsAsync<SessionStorageException>(async () => await session.SaveAsync()));
            other.Execute("ROLLBACK");
        }

        await session.SaveAsync();
        Sql.Execute(_folder.Database, "UPDATE tail SET frames = CAST(substr(frames, 1, length(frames) - 1) || 'x' AS BLOB)");
        leaks.Tell(await Assert.ThrowsAsync<SessionCorruptException>(async () => await store.LoadAsync<SessionState>(session.Id)));
        Sql.Execute(_folder.Database, "DROP TABLE tail");
        leaks.Tell(await Assert.ThrowsAnyAsync<SessionException>(async () => await store.LoadAsync<SessionState>(session.Id)));
        session.Append(AgentMessage.User(Secret));
        File.Move(_folder.Database, _folder.Database + ".moved");
        leaks.Tell(await Assert.ThrowsAnyAsync<SessionException>(async () => await session.SaveAsync()));
        File.Move(_folder.Database + ".moved", _folder.Database);

        leaks.AssertNone(Secret);
    }

    [Theory]
    [InlineData("Data Source={0}")]
    [InlineData("Data Source={0};Mode=ReadOnly")]
    [InlineData("Filename={0};Cache=Shared")]
    public void A_connection_string_is_no_path(string form)
    {
        SessionStorageException error = Assert.Throws<SessionStorageException>(
            () => SqliteStorage.Open(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, _folder.Database)));
        Assert.Contains("connection string", error.Message, StringComparison.Ordinal);
    }
}
