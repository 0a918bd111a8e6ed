using Fluers.Sdk.Redis.Opening;
using Fluers.Sdk.Servers;
using Fluers.Sdk.Testing;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Secrets;

/// <summary>No error, log, activity or measure says anything of a password, in whatever form and place it is given.</summary>
public sealed class SecretTests : RedisTest
{
    private const string Secret = "S3cr3t-Pa55";
    private const string Hard = "S3cr3t,Pa55=x'@/?#;%\"";
    private const string Quick = "connectTimeout=500,connectRetry=1,asyncTimeout=500";

    [Theory]
    [InlineData($"127.0.0.1:1,password={Secret},{Quick}")]
    [InlineData($"127.0.0.1:1,user=shop,password={Secret},{Quick},abortConnect=false")]
    [InlineData($"127.0.0.1:1,localhost:2,PASSWORD={Secret},{Quick}")]
    [InlineData($"127.0.0.1:1,ssl=true,sslHost=redis.example,user=shop,password={Secret},{Quick}")]
    [InlineData($"redis://shop:{Secret}@127.0.0.1:1,{Quick}")]
    [InlineData($"redis://:{Secret}@127.0.0.1:1/0,{Quick}")]
    [InlineData($"REDIS://shop:{Secret}@127.0.0.1:1/3?connectTimeout=500&connectRetry=1&asyncTimeout=500")]
    [InlineData($"rediss://shop:{Secret}@127.0.0.1:1,{Quick}")]
    [InlineData($"redis://shop:x@{Secret}@127.0.0.1:1,{Quick}")]
    [InlineData($"redis://127.0.0.1:1?password={Secret},{Quick}")]
    public async Task What_cannot_be_reached_is_told_of_by_its_address_alone(string configuration)
    {
        using var leaks = new Leaks();
        await using var storage = RedisStorage.Open(configuration);
        await using var store = new SessionStore(storage, leaks);

        leaks.Tell(await Assert.ThrowsAsync<SessionStorageException>(async () => await store.CreateAsync(new SessionState { Model = "m", MaxTurns = 1 })));
        leaks.Tell(await Assert.ThrowsAsync<SessionStorageException>(async () => await store.LoadAsync<SessionState>(new SessionId("x"))));
        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.SetUpAsync());
        leaks.Tell(error);

        Assert.Contains("127.0.0.1:1", error.Message, StringComparison.Ordinal);
        leaks.AssertNone(Secret);
    }

    [Theory]
    [InlineData($"localhost,password=a,{Secret}=b")]
    [InlineData($"localhost,connectTimeout={Secret}")]
    [InlineData($"shop:{Secret}@localhost:6379")]
    [InlineData($"shop:{Secret}@localhost")]
    [InlineData($"valkey://shop:{Secret}@localhost:6379")]
    [InlineData($"localhost,redis://shop:{Secret}@localhost:6379")]
    [InlineData($"redis://shop@localhost:6379/{Secret}")]
    [InlineData($"redis://shop@localhost:{Secret}")]
    [InlineData($"redis://shop@localhost:6379?{Secret}=1")]
    [InlineData($"password={Secret}")]
    public void A_text_that_is_no_configuration_is_refused_without_being_repeated(string configuration)
    {
        using var leaks = new Leaks();

        leaks.Tell(Assert.ThrowsAny<ArgumentException>(() => RedisStorage.Open(configuration)));

        leaks.AssertNone(Secret);
    }

    [Fact]
    public async Task A_password_of_any_characters_logs_in_and_is_never_told()
    {
        using var leaks = new Leaks();
        string user = $"user-{Prefix}";
        await Behind.ExecuteAsync("ACL", "SETUSER", user, "on", $">{Hard}", $"~{Prefix}:*", $"&{Prefix}:*", "+@all", "-@dangerous");
        await using var storage = RedisStorage.Open(
            $"redis://{user}:{Uri.EscapeDataString(Hard)}@{Server},connectRetry=1,channelPrefix=app:", new RedisOptions { Prefix = Prefix });
        await using var store = new SessionStore(storage, leaks);
        Session<SessionState> session = await store.CreateAsync(new SessionState { Model = "m", MaxTurns = 1 });
        Assert.NotNull(await store.LoadAsync<SessionState>(session.Id));
        await Behind.HashSetAsync(KeysOf(new SessionKey(session.Id)).Session, "state", "nonsense");
        leaks.Tell(await Assert.ThrowsAnyAsync<SessionException>(async () => await store.LoadAsync<SessionState>(session.Id)));

        await Behind.ExecuteAsync("ACL", "DELUSER", user);
        leaks.AssertNone(Hard, Uri.EscapeDataString(Hard), "S3cr3t");
    }

    [Fact]
    public async Task A_password_that_the_server_refuses_is_not_told()
    {
        Assert.SkipWhen(RedisServer.WhyNoPrivate is not null, RedisServer.WhyNoPrivate ?? "");
        using var leaks = new Leaks();
        using RedisServer server = RedisServer.StartPrivate();
        await using ConnectionMultiplexer behind = await ConnectionMultiplexer.ConnectAsync($"{server.Configuration},allowAdmin=true");
        await behind.GetDatabase().ExecuteAsync("CONFIG", "SET", "requirepass", "right");
        await using var storage = RedisStorage.Open($"redis://:{Uri.EscapeDataString(Hard)}@{server.Configuration},connectRetry=1");
        await using var store = new SessionStore(storage, leaks);

        leaks.Tell(await Assert.ThrowsAsync<SessionStorageException>(async () => await store.CreateAsync(new SessionState { Model = "m", MaxTurns = 1 })));

        leaks.AssertNone(Hard, Uri.EscapeDataString(Hard), "S3cr3t");
    }

    [Fact]
    public async Task Connections_of_the_applications_whose_address_is_a_url_are_refused()
    {
        using var leaks = new Leaks();
        await using ConnectionMultiplexer connections = await ConnectionMultiplexer.ConnectAsync($"redis://shop:{Secret}@127.0.0.1:1,abortConnect=false,{Quick}");

        leaks.Tell(Assert.Throws<ArgumentException>(() => RedisStorage.Open(connections)));

        leaks.AssertNone(Secret);
    }

    [Theory]
    [InlineData("redis://localhost", "localhost:6379", null, null, false, null)]
    [InlineData("redis://shop:x@redis.example:7000/5", "redis.example:7000", "shop", "x", false, 5)]
    [InlineData("rediss://:x%2Cy@redis.example", "redis.example:6379", null, "x,y", true, null)]
    [InlineData("redis.example:7000,user=shop,password=x,ssl=true,defaultDatabase=5", "redis.example:7000", "shop", "x", true, 5)]
    public void A_configuration_and_a_url_say_the_same(string text, string address, string? user, string? password, bool isSecure, int? database)
    {
        ConfigurationOptions options = OwnConnections.Parse(text, RedisDurability.Server);

        Assert.Equal((address, user, password, isSecure, database), (OwnConnections.NameOf(options), options.User, options.Password, options.Ssl, options.DefaultDatabase));
    }
}
