using System.CommandLine;
using Fluers.Sdk.Cli.Stores;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.CommandLine;

/// <summary>The store that a command line names, and its sessions by tenant.</summary>
internal sealed class Opened : IAsyncDisposable
{
    private readonly SessionStore _sessions;

    private Opened(ISessionStorage storage)
    {
        Storage = storage;
        _sessions = new SessionStore(storage);
    }

    public ISessionStorage Storage { get; }

    public static Opened ToRead(ParseResult line) => new(StoreKinds.OpenToRead(line.GetValue(CommonOptions.Store)!));

    public static Opened ToWrite(ParseResult line) => new(StoreKinds.OpenToWrite(line.GetValue(CommonOptions.Store)!));

    /// <summary>Opens it to write, and makes it where there is none.</summary>
    public static Opened OrMade(ParseResult line) => new(StoreKinds.OpenOrCreate(line.GetValue(CommonOptions.Store)!));

    public SessionStore In(string tenant) => _sessions.ForTenant(tenant);

    public ValueTask DisposeAsync() => _sessions.DisposeAsync();
}
