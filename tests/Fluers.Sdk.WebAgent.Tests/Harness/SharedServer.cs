namespace Fluers.Sdk.WebAgent.Tests.Harness;

/// <summary>One server for the tests of a class: each customer has sessions of their own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public WebAgentServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await WebAgentServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
