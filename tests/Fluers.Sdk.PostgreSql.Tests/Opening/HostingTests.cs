using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Opening;

/// <summary>PostgreSQL as the storage of a host's sessions.</summary>
public sealed class HostingTests : PostgreSqlTest
{
    private PostgreSqlOptions InSchema => new() { Schema = Schema };

    [Fact]
    public async Task The_store_that_is_injected_keeps_sessions_in_the_database()
    {
        await using ServiceProvider services = new ServiceCollection().AddFluersSessions(options => options.UsePostgreSql(Server, InSchema)).BuildServiceProvider();

        SessionId id = (await services.GetRequiredService<SessionStore>().CreateAsync(new SessionState { Model = "m", MaxTurns = 1 })).Id;

        Assert.Equal(1, (await Storage.GetInfoAsync(new SessionKey(id)))!.Revision);
    }

    [Fact]
    public async Task The_data_source_among_the_services_is_used_and_stays_open()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Server);
        SessionId id;
        await using (ServiceProvider services = new ServiceCollection().AddSingleton(_ => source).AddFluersSessions(options => options.UsePostgreSql(InSchema)).BuildServiceProvider())
        {
            SessionStore sessions = services.GetRequiredService<SessionStore>();
            id = (await sessions.CreateAsync(new SessionState { Model = "m", MaxTurns = 1 })).Id;
            await sessions.DisposeAsync();

            await using NpgsqlCommand command = source.CreateCommand($"SELECT count(*) FROM {Schema}.sessions");
            Assert.Equal(1L, await command.ExecuteScalarAsync());
        }

        Assert.NotNull(await Storage.GetInfoAsync(new SessionKey(id)));
    }

    [Fact]
    public void An_empty_connection_string_is_refused_at_once() =>
        Assert.Throws<ArgumentException>(() => new Hosting.FluersSessionsOptions().UsePostgreSql(""));
}
