using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Opening;

/// <summary>Redis as the storage of a host's sessions.</summary>
public sealed class HostingTests : RedisTest
{
    private RedisOptions UnderPrefix => new() { Prefix = Prefix };

    [Fact]
    public async Task The_store_that_is_injected_keeps_sessions_on_the_server()
    {
        await using ServiceProvider services = new ServiceCollection().AddFluersSessions(options => options.UseRedis(Server, UnderPrefix)).BuildServiceProvider();

        SessionId id = (await services.GetRequiredService<SessionStore>().CreateAsync(new SessionState { Model = "m", MaxTurns = 1 })).Id;

        Assert.Equal(1, (await Storage.GetInfoAsync(new SessionKey(id)))!.Revision);
    }

    [Fact]
    public async Task The_connections_among_the_services_are_used_and_stay_open()
    {
        await using ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync(Server);
        await using ServiceProvider services = new ServiceCollection()
            .AddSingleton<IConnectionMultiplexer>(_ => connections)
            .AddFluersSessions(options => options.UseRedis(UnderPrefix))
            .BuildServiceProvider();
        SessionStore sessions = services.GetRequiredService<SessionStore>();

        SessionId id = (await sessions.CreateAsync(new SessionState { Model = "m", MaxTurns = 1 })).Id;
        await sessions.DisposeAsync();

        Assert.True(await connections.GetDatabase().KeyExistsAsync(KeysOf(new SessionKey(id)).Session));
    }

    [Fact]
    public void An_empty_configuration_is_refused_at_once() => Assert.Throws<ArgumentException>(() => new Hosting.FluersSessionsOptions().UseRedis(""));
}
