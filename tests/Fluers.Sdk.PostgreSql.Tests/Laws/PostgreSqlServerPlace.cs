using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.PostgreSql.Tests.Laws;

/// <summary>A server of its own.</summary>
public sealed class PostgreSqlServerPlace : ServerPlace
{
    private readonly PostgreSqlServer? _server = PostgreSqlServer.WhyNoPrivate is null ? PostgreSqlServer.StartPrivate() : null;

    public override string Address => $"postgresql|{_server!.ConnectionString}|fluers";

    public override string Host => Path.Combine(AppContext.BaseDirectory, "Fluers.Sdk.Storage.Host.dll");

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock)
    {
        Assert.SkipWhen(_server is null, PostgreSqlServer.WhyNoPrivate ?? "");
        return ValueTask.FromResult<ISessionStorage>(
            PostgreSqlStorage.Open(_server.ConnectionString, new PostgreSqlOptions { Durability = PostgreSqlDurability.Full, Clock = clock }));
    }

    public override Task KillServerAsync() => Task.Run(_server!.Kill);

    public override Task StartServerAsync() => Task.Run(_server!.Start);

    public override ValueTask DisposeAsync()
    {
        _server?.Dispose();
        return base.DisposeAsync();
    }
}
