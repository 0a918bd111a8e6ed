using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Opening;

/// <summary>A storage works over a data source that the application has, whatever it is set to, and leaves it as it was.</summary>
public sealed class OwnDataSourceTests : PostgreSqlTest
{
    [Fact]
    public async Task The_callers_data_source_is_not_closed()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Server);
        PostgreSqlStorage storage = PostgreSqlStorage.Open(source, new PostgreSqlOptions { Schema = Schema });
        await storage.FillAsync(Stored.Key, 1);
        await storage.DisposeAsync();

        await using NpgsqlCommand command = source.CreateCommand($"SELECT count(*) FROM {Schema}.sessions");
        Assert.Equal(1L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_slim_data_source_is_enough()
    {
        await using NpgsqlDataSource source = new NpgsqlSlimDataSourceBuilder(Server).Build();
        await AssertWorksAsync(source);
    }

    [Theory]
    [InlineData("Multiplexing=true")]
    [InlineData("Max Auto Prepare=50;Auto Prepare Min Usages=1")]
    [InlineData("No Reset On Close=true")]
    [InlineData("Pooling=false")]
    [InlineData("Options=-c default_transaction_isolation=serializable")]
    [InlineData("Options=-c default_transaction_isolation=repeatable\\ read")]
    [InlineData("Options=-c search_path=pg_catalog")]
    [InlineData("Options=-c standard_conforming_strings=off")]
    [InlineData("Options=-c plpgsql.variable_conflict=use_column")]
    [InlineData("Timezone=Asia/Kathmandu;Client Encoding=SQL_ASCII;Encoding=ASCII")]
    public async Task Any_settings_of_the_callers_do(string settings)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create($"{Server};{settings}");
        await AssertWorksAsync(source);
    }

    [Fact]
    public async Task A_connection_that_listened_goes_back_without_its_channels()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create($"{Server};No Reset On Close=true;Maximum Pool Size=2");
        await using (PostgreSqlStorage storage = PostgreSqlStorage.Open(source, new PostgreSqlOptions { Schema = Schema }))
        {
            await storage.FillAsync(Stored.Key, 1);
            using var giveUp = new CancellationTokenSource();
            Task waiting = storage.WaitForChangeAsync(Stored.Key, 1, giveUp.Token).AsTask();
            await storage.CommitAsync(TestCommits.Commit(Stored.Key, 1, null, "1"));
            await waiting;
        }

        await using NpgsqlConnection one = await source.OpenConnectionAsync();
        await using NpgsqlConnection two = await source.OpenConnectionAsync();
        foreach (NpgsqlConnection connection in new[] { one, two })
        {
            await using NpgsqlCommand command = new("SELECT count(*) FROM pg_listening_channels()", connection);
            Assert.Equal(0L, await command.ExecuteScalarAsync());
        }
    }

    [Fact]
    public async Task Serializable_transactions_that_collide_are_tried_again()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create($"{Server};Options=-c default_transaction_isolation=serializable");
        await using PostgreSqlStorage storage = PostgreSqlStorage.Open(source, new PostgreSqlOptions { Schema = Schema });
        await storage.FillAsync(Stored.Key, 0);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            long revision = 1;
            for (int i = 0; i < 10;)
            {
                CommitOutcome outcome = await storage.CommitAsync(TestCommits.Commit(Stored.Key, revision, null, $"{writer}.{i}"));
                revision = outcome.Revision;
                i += outcome.Status == CommitStatus.Committed ? 1 : 0;
            }
        })));

        Assert.Equal(60, (await storage.ReadAsync(Stored.Key)).Entries.Count);
    }

    private async Task AssertWorksAsync(NpgsqlDataSource source)
    {
        await using PostgreSqlStorage storage = PostgreSqlStorage.Open(source, new PostgreSqlOptions { Schema = Schema });
        await storage.FillAsync(Stored.Key, Enumerable.Repeat(2, 80));
        await storage.CommitAsync(TestCommits.Commit(Stored.Key, 80, "h2", [.. Enumerable.Range(160, 200).Select(i => $"{i}" + new string(' ', 1000))]));

        Assert.Equal(Stored.Numbers(0, 360), (await storage.ReadAsync(Stored.Key)).Entries.Select(entry => entry.Trim()));
        Assert.Equal(CommitStatus.Committed, (await storage.ForkAsync(Stored.Key, 100, Stored.Neighbour)).Status);
        Assert.Equal(2, (await storage.ListAsync(new StoredSessionQuery { Tenant = "default", SchemaVersion = TestCommits.HeadVersion })).Sessions.Count);
        Task waiting = storage.WaitForChangeAsync(Stored.Key, 81).AsTask();
        Assert.True(await storage.DeleteAsync(Stored.Key));
        await waiting.WaitAsync(TimeSpan.FromMinutes(5));
    }
}
