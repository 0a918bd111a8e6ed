using System.CommandLine;
using Fluers.Sdk.Cli.Stores;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.CommandLine;

/// <summary>The sessions that a command line names, as a store of the tenant.</summary>
internal sealed class Opened : IAsyncDisposable
{
    private readonly SessionStore _owner;

    private Opened(ISessionStorage storage, string tenant)
    {
        _owner = new SessionStore(storage);
        Sessions = _owner.ForTenant(tenant);
    }

    public SessionStore Sessions { get; }

    /// <param name="line">The command line.</param>
    /// <param name="create">Whether a store that is not there is made.</param>
    public static Opened By(ParseResult line, bool create = false)
    {
        string url = line.GetValue(CommonOptions.Store)!;
        return new Opened(create ? StoreKinds.OpenOrCreate(url) : StoreKinds.Open(url), line.GetValue(CommonOptions.Tenant)!);
    }

    public ValueTask DisposeAsync() => _owner.DisposeAsync();
}
