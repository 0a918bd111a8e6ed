using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Stores;

/// <summary>The session that a command line names.</summary>
internal static class Keys
{
    // Of the tenants that have something; more would only fill the screen.
    private const int Named = 8;

    /// <exception cref="Failure">The text is no id.</exception>
    public static SessionKey Of(ParseResult line, string id)
    {
        try
        {
            return new SessionKey(line.GetValue(CommonOptions.Tenant)!, new SessionId(id));
        }
        catch (ArgumentException e)
        {
            throw Failure.Usage(e.Bare());
        }
    }

    /// <summary>Finds the one session that an id names: to look at it, wherever it is.</summary>
    public static Task<SessionKey> FindAsync(ParseResult line, ISessionStorage storage, CancellationToken cancellationToken) =>
        FindAsync(line, storage, line.GetRequiredValue(CommonOptions.SessionId), infers: true, cancellationToken);

    /// <summary>
    /// Finds the one session that an id names. It is that of the tenant; with <c>--all-tenants</c> it may be in any. Where no tenant is stated
    /// and the default one has it not, the one other tenant that has it is taken, and told.
    /// </summary>
    /// <param name="line">The command line.</param>
    /// <param name="storage">The store.</param>
    /// <param name="id">The id.</param>
    /// <param name="infers">Whether a tenant may be taken that nobody stated; not where it is about to lose something.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="SessionNotFoundException">No tenant has such a session.</exception>
    /// <exception cref="Failure">Other tenants than the stated one have it, or several have it.</exception>
    public static async Task<SessionKey> FindAsync(ParseResult line, ISessionStorage storage, string id, bool infers, CancellationToken cancellationToken)
    {
        SessionKey key = Of(line, id);
        bool isAnywhere = line.GetValue(CommonOptions.AllTenants);
        if (!isAnywhere && await storage.GetInfoAsync(key, cancellationToken) is not null)
        {
            return key;
        }

        string[] tenants = await Tenants.Of(storage)
            .Where(async (tenant, token) => await storage.GetInfoAsync(new SessionKey(tenant, key.Id), token) is not null)
            .Take(Named + 1).ToArrayAsync(cancellationToken);
        switch (tenants)
        {
            case []:
                throw new SessionNotFoundException(key);
            case [var only] when isAnywhere:
                return new SessionKey(only, key.Id);
            case [var only] when infers && !line.NamesTenant():
                Output.Complain($"Session '{id}' is in tenant '{only}'.");
                return new SessionKey(only, key.Id);
            case [_, _, ..] when isAnywhere:
                throw Failure.Usage($"Several tenants have a session '{id}': {Tenants.Listed(tenants, Named)}. Give --tenant with the one that is meant.");
            default:
                throw new Failure(ExitCode.OtherTenants, $"Tenant '{key.Tenant}' has no session '{id}'; it is in {Tenants.Listed(tenants, Named)}. Give --tenant with the one that is meant.");
        }
    }
}
