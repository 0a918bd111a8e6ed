using Fluers.Sdk.PostgreSql.Database;
using Fluers.Sdk.Testing;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Secrets;

/// <summary>No error, log, activity or measure says anything of a password, in whatever form and place it is given.</summary>
public sealed class SecretTests : PostgreSqlTest
{
    private const string Secret = "S3cr3t-Pa55";
    private const string Hard = "S3cr3t;Pa55=x'@/?#,%\"";

    [Theory]
    [InlineData($"Host=127.0.0.1;Port=1;Username=shop;Password={Secret};Database=sessions")]
    [InlineData($"Host=127.0.0.1,localhost;Port=1;Username=shop;Password={Secret};Database=sessions")]
    [InlineData($"Server=127.0.0.1;Port=1;User Id=shop;Pwd={Secret}")]
    [InlineData($"Host=127.0.0.1;Port=1;Username=shop;SSL Password={Secret};Persist Security Info=true")]
    [InlineData($"Host=127.0.0.1;Port=1;Username=shop;Password={Secret};Persist Security Info=true;Include Error Detail=true")]
    [InlineData($"postgresql://shop:{Secret}@127.0.0.1:1/sessions")]
    [InlineData($"postgres://shop:{Secret}@127.0.0.1:1")]
    [InlineData($"POSTGRES://shop:{Secret}@127.0.0.1:1/sessions?sslmode=disable&application_name=shop&connect_timeout=5")]
    [InlineData($"postgresql://shop@127.0.0.1:1/sessions?password={Secret}")]
    [InlineData($"postgresql://shop:{Secret}@127.0.0.1:1,localhost:2/sessions")]
    [InlineData($"postgresql://shop:x@{Secret}@127.0.0.1:1/sessions")]
    [InlineData($"postgresql://shop@127.0.0.1:1/sessions?sslpassword={Secret}")]
    public async Task What_cannot_be_reached_is_told_of_by_its_address_alone(string configuration)
    {
        using var leaks = new Leaks();
        await using var storage = PostgreSqlStorage.Open(configuration);
        await using var store = new SessionStore(storage, leaks);

        leaks.Tell(await Assert.ThrowsAsync<SessionStorageException>(async () => await store.CreateAsync(new SessionState { Model = "m", MaxTurns = 1 })));
        leaks.Tell(await Assert.ThrowsAsync<SessionStorageException>(async () => await store.LoadAsync<SessionState>(new SessionId("x"))));
        SessionStorageException error = await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.SetUpAsync());
        leaks.Tell(error);

        Assert.Contains("127.0.0.1", error.Message, StringComparison.Ordinal);
        leaks.AssertNone(Secret);
    }

    [Theory]
    [InlineData($"Host=localhost;Password=a;{Secret}=b")]
    [InlineData($"Host=localhost;Port={Secret}")]
    [InlineData($"Host=localhost;SSL Mode={Secret}")]
    [InlineData($"Host=localhost;Password=\"{Secret}")]
    [InlineData($"Host=shop:{Secret}@localhost;Database=sessions")]
    [InlineData($"shop:{Secret}@localhost")]
    [InlineData($"{Secret}")]
    [InlineData($"mysql://shop:{Secret}@localhost/sessions")]
    [InlineData($"postgresql://shop:a/{Secret}@localhost:5432/sessions?{Secret}=1")]
    [InlineData($"postgresql://shop@localhost:{Secret}/sessions")]
    [InlineData($"postgresql://localhost/sessions?sslmode={Secret}")]
    public void A_text_that_is_no_configuration_is_refused_without_being_repeated(string configuration)
    {
        using var leaks = new Leaks();

        leaks.Tell(Assert.ThrowsAny<ArgumentException>(() => PostgreSqlStorage.Open(configuration)));

        leaks.AssertNone(Secret);
    }

    [Fact]
    public async Task A_password_of_any_characters_is_the_one_that_the_server_is_given_and_no_other()
    {
        string user = $"user_{Schema}";
        using var leaks = new Leaks();
        NpgsqlConnectionStringBuilder server = new(Server);
        string keywords = new NpgsqlConnectionStringBuilder { Host = server.Host, Port = server.Port, Database = server.Database, Username = user, Password = Hard }.ConnectionString;
        string url = $"postgresql://{user}:{Uri.EscapeDataString(Hard)}@{server.Host}:{server.Port}/{server.Database}?sslmode=prefer&application_name=a%20b";
        foreach (string configuration in new[] { keywords, url })
        {
            NpgsqlConnectionStringBuilder parsed = ConnectionText.Parse(configuration);
            Assert.Equal((server.Host, server.Port, server.Database, user, Hard), (parsed.Host, parsed.Port, parsed.Database, parsed.Username, parsed.Password));

            // Nobody of that name may log in: the server refuses.
            await using var storage = PostgreSqlStorage.Open(configuration, new PostgreSqlOptions { Schema = Schema });
            leaks.Tell(await Assert.ThrowsAsync<SessionStorageException>(async () => await storage.SetUpAsync()));
        }

        leaks.AssertNone(Hard, Uri.EscapeDataString(Hard), "S3cr3t");
    }

    [Fact]
    public async Task Whatever_goes_wrong_behind_the_login_says_nothing_of_the_password()
    {
        using var leaks = new Leaks();
        await using var storage = PostgreSqlStorage.Open($"{Server};Password={Secret};Persist Security Info=true", new PostgreSqlOptions { Schema = Schema });
        await using var store = new SessionStore(storage, leaks);
        Session<SessionState> session = await store.CreateAsync(new SessionState { Model = "m", MaxTurns = 1 });
        session.Append(AgentMessage.User("kept"));
        await session.SaveAsync();
        await Sql.ExecuteAsync($"UPDATE {Schema}.sessions SET revision = revision + 1");
        leaks.Tell(await Assert.ThrowsAnyAsync<SessionException>(async () => await store.LoadAsync<SessionState>(session.Id)));
        await Sql.ExecuteAsync($"DROP SCHEMA {Schema} CASCADE");
        session.Append(AgentMessage.User("lost"));
        leaks.Tell(await Assert.ThrowsAnyAsync<SessionException>(async () => await session.SaveAsync()));

        leaks.AssertNone(Secret);
    }

    [Theory]
    [InlineData("postgresql://localhost", "localhost", 5432, null, null)]
    [InlineData("postgres://shop@db.example/sessions", "db.example", 5432, "shop", "sessions")]
    [InlineData("postgresql://shop:x@db.example:6000/my%20sessions?sslmode=verify-full", "db.example", 6000, "shop", "my sessions")]
    [InlineData("postgresql:///sessions?user=shop", "localhost", 5432, "shop", "sessions")]
    [InlineData("Host=db.example;Port=6000;Username=shop;Database=sessions", "db.example", 6000, "shop", "sessions")]
    public void A_connection_string_and_a_uri_say_the_same(string text, string host, int port, string? user, string? database)
    {
        NpgsqlConnectionStringBuilder settings = ConnectionText.Parse(text);

        Assert.Equal((host, port, user, database), (settings.Host, settings.Port, settings.Username, settings.Database));
    }
}
